"""Addresses of the portal's own pages."""

from django.urls import path

from colonnade.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("desk/", views.desk, name="desk"),
    path("data/", views.data, name="data"),
    path("about/imprint/", views.statement, {"kind": "imprint"}, name="imprint"),
    path("about/privacy/", views.statement, {"kind": "privacy"}, name="privacy"),
    path("about/accessibility/", views.statement, {"kind": "accessibility"}, name="accessibility"),
]
