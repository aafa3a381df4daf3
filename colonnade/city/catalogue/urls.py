"""Addresses of offers, search and the coordinator's feeds."""

from django.urls import path

from colonnade.city.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("offers/<uuid:uuid>/", views.offer, name="offer"),
    path("offers/<uuid:uuid>/correct/", views.correct, name="correct"),
    path("cities/<slug:slug>/sources/", views.sources, name="sources"),
    path("cities/<slug:slug>/sources/add/", views.add_source, name="add-source"),
    path("cities/<slug:slug>/sources/<int:pk>/", views.show_source, name="source"),
    path("cities/<slug:slug>/sources/<int:pk>/run/", views.run_source, name="run-source"),
    path("cities/<slug:slug>/harvests/<int:pk>/", views.show_run, name="run"),
    path("cities/<slug:slug>/harvests/<int:pk>/preview/", views.preview, name="preview"),
    path("cities/<slug:slug>/harvests/<int:pk>/columns/", views.map_columns, name="map-columns"),
]
