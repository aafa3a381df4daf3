"""Every address of the site, assembled from the modules."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from colonnade.portal import views
from colonnade.portal.api import api

urlpatterns = [
    path("", views.choose_language, name="root"),
    path("health/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("map/tiles.pmtiles", views.map_tiles, name="map-tiles"),
    path("api/v1/", api.urls),
    *i18n_patterns(
        path("", include("colonnade.portal.pages", namespace="portal")),
        path("temple/", include("colonnade.temple.urls")),
        path("design/", include("colonnade.design.urls")),
        path("account/", include("colonnade.people.urls")),
        path("cities/", include("colonnade.city.profile.urls")),
        path("", include("colonnade.interop.ical.urls")),
        path("", include("colonnade.city.catalogue.urls")),
        path("", include("colonnade.network.charter.urls")),
        path("", include("colonnade.network.membership.urls")),
        path("drafts/", include("colonnade.drafting.urls")),
        path("cities/<slug:slug>/", include("colonnade.city.governance.urls")),
        path("cities/<slug:slug>/", include("colonnade.city.monitoring.urls")),
    ),
]

handler400 = "colonnade.portal.views.bad_request"
handler403 = "colonnade.portal.views.not_allowed"
handler404 = "colonnade.portal.views.not_found"
handler500 = "colonnade.portal.views.broken"
