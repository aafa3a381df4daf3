"""Addresses of cities."""

from django.urls import path

from colonnade.city.profile import views

app_name = "profile"
urlpatterns = [
    path("", views.directory, name="directory"),
    path("<slug:slug>/", views.city, name="city"),
    path("<slug:slug>/edit/", views.edit, name="edit"),
    path("<slug:slug>/about/<slug:kind>/", views.statement, name="statement"),
    path("<slug:slug>/about/<slug:kind>/edit/", views.edit_statement, name="edit-statement"),
]
