"""Addresses of the temple's pages."""

from django.urls import path

from colonnade.temple import views

app_name = "temple"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:code>/", views.framework, name="framework"),
    path("<slug:code>/<slug:area_code>/", views.area, name="area"),
]
