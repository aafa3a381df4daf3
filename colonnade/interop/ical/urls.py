"""Addresses of calendars to follow."""

from django.urls import path

from colonnade.interop.ical import views

app_name = "ical"
urlpatterns = [
    path("calendar.ics", views.search, name="search"),
    path("offers/<uuid:uuid>/calendar.ics", views.offer, name="offer"),
    path("cities/<slug:slug>/calendar.ics", views.city, name="city"),
    path("providers/<uuid:uuid>/calendar.ics", views.provider, name="provider"),
]
