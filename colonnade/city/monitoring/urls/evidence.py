"""Addresses of the dossier and of the hand-over pack."""

from django.urls import path

from colonnade.city.monitoring.views import evidence, handover

urlpatterns = [
    path("evidence/", evidence.dossier, name="dossier"),
    path("evidence.csv", evidence.dossier_csv, name="dossier-csv"),
    path("evidence/add/", evidence.add_evidence, name="evidence-add"),
    path("evidence/<uuid:uuid>/", evidence.evidence, name="evidence-item"),
    path("evidence/<uuid:uuid>/file/", evidence.evidence_file, name="evidence-file"),
    path("evidence/<uuid:uuid>/edit/", evidence.edit_evidence, name="evidence-edit"),
    path("evidence/<uuid:uuid>/attach/", evidence.attach_evidence, name="evidence-attach"),
    path("evidence/<uuid:uuid>/detach/", evidence.detach_evidence, name="evidence-detach"),
    path("evidence/<uuid:uuid>/withdraw/", evidence.withdraw_evidence, name="evidence-withdraw"),
    path("evidence/<uuid:uuid>/bring-back/", evidence.bring_back_evidence, name="evidence-bring-back"),
    path("handover/", handover.handover, name="handover"),
    path("handover/make/", handover.make_handover, name="handover-make"),
]
