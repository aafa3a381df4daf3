"""The gallery alone, so that these tests need no other module."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = i18n_patterns(path("design/", include("colonnade.design.urls")))
