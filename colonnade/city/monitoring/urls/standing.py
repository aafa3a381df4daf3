"""Addresses of the living temple."""

from django.urls import path

from colonnade.city.monitoring.views import standing as views

urlpatterns = [
    path("temple/", views.temple, name="temple"),
    path("temple/rules/", views.temple_rules, name="temple-rules"),
    path("temple/embed/", views.temple_embedded, name="temple-embed"),
    path("temple/data.json", views.temple_data, name="temple-data"),
    path("temple/<slug:code>/", views.temple_area, name="temple-area"),
]
