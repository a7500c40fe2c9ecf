from django.urls import URLPattern

app_name = "application"
urlpatterns: list[URLPattern] = []
