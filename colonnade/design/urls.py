"""Addresses of the gallery."""

from django.urls import path

from colonnade.design import views

app_name = "design"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("page/", views.specimen, name="specimen"),
    path("fault/<int:status>/", views.fault, name="fault"),
]
