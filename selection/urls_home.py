from django.urls import URLPattern

app_name = "selection-home"
urlpatterns: list[URLPattern] = []
