from django.urls import URLPattern

app_name = "university"
urlpatterns: list[URLPattern] = []
