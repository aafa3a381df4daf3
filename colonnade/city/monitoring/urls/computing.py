"""Addresses of what the site counts itself, of peers, and of the chain."""

from django.urls import path

from colonnade.city.monitoring.views import chain, computing, peers

urlpatterns = [
    path("counted/", computing.computed, name="computed"),
    path("counted/anew/", computing.count_anew, name="count-anew"),
    path("counted/<str:code>/", computing.computed_indicator, name="computed-indicator"),
    path("peers/", peers.peers, name="peers"),
    path("peers/name/", peers.consent, name="peers-consent"),
    path("plan/actions/<uuid:uuid>/offers/", chain.reach, name="reach"),
    path("plan/actions/<uuid:uuid>/offers/<uuid:reach>/drop/", chain.drop_reach, name="reach-drop"),
]
