"""Addresses of networks, calls, applications, Commissions and reviews."""

from django.urls import path

from colonnade.network.charter.urls.questions import urlpatterns as questions
from colonnade.network.charter.urls.reviewing import urlpatterns as reviewing
from colonnade.network.charter.views import applying, calling, calls, endorsing, networks

app_name = "charter"

_CALL = "networks/<slug:network>/calls/<slug:slug>/"
_APPLICATION = "applications/<uuid:uuid>/"

urlpatterns = [
    path("networks/", networks.networks, name="networks"),
    path("networks/<slug:slug>/", networks.network, name="network"),
    path("networks/<slug:slug>/edit/", networks.network_edit, name="network-edit"),
    path("networks/<slug:slug>/offices/new/", networks.office_add, name="office-add"),
    path("networks/<slug:slug>/offices/<int:pk>/end/", networks.office_end, name="office-end"),
    path("networks/<slug:network>/calls/new/", calling.call_new, name="call-new"),
    path(_CALL, calls.call, name="call"),
    path(f"{_CALL}edit/", calling.call_edit, name="call-edit"),
    path(f"{_CALL}dates/", calling.call_dates, name="call-dates"),
    path(f"{_CALL}extend/<slug:kind>/", calling.stage_extend, name="stage-extend"),
    path(f"{_CALL}publish/", calling.call_publish, name="call-publish"),
    path(f"{_CALL}cancel/", calling.call_cancel, name="call-cancel"),
    path(f"{_CALL}copy/", calling.call_copy, name="call-copy"),
    path(f"{_CALL}dry-run/", calling.call_dry_run, name="call-dry-run"),
    path(f"{_CALL}work/", endorsing.call_work, name="call-work"),
    path(f"{_CALL}review/", endorsing.review_begin, name="review-begin"),
    path(f"{_CALL}begin/<slug:city>/", applying.begin, name="begin"),
    path("cities/<slug:slug>/applications/", applying.city_applications, name="city-applications"),
    path(_APPLICATION, applying.application, name="application"),
    path(f"{_APPLICATION}write/", applying.answers_begin, name="answers-begin"),
    path(f"{_APPLICATION}submit/", applying.submit, name="submit"),
    path(f"{_APPLICATION}withdraw/", applying.withdraw, name="withdraw"),
    path(f"{_APPLICATION}ask/", applying.ask_signature, name="ask-signature"),
    path(f"{_APPLICATION}sign/", applying.sign_own, name="sign"),
    path(f"{_APPLICATION}share/", applying.share, name="share"),
    path(f"{_APPLICATION}remark/", applying.remark, name="remark"),
    path(f"{_APPLICATION}endorse/", endorsing.endorse, name="endorse"),
    path(f"{_APPLICATION}receive/", endorsing.receive, name="receive"),
    path("commissions/<uuid:uuid>/", endorsing.commission, name="commission"),
    path("commissions/<uuid:uuid>/rank/<int:pk>/", endorsing.rank, name="commission-rank"),
    path("commissions/<uuid:uuid>/forward/<int:pk>/", endorsing.forward, name="commission-forward"),
    *questions,
    *reviewing,
]
