"""Addresses of what sources say of cities and networks."""

from django.urls import path

from colonnade.network.membership.views import past

app_name = "membership"

urlpatterns = [
    path("cities/<slug:slug>/network/", past.history, name="history"),
    path("networks/<slug:slug>/timeline/", past.timeline, name="timeline"),
]
