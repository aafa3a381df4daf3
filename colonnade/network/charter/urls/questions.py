"""Addresses of the questions of a call, and of writing the answers."""

from django.urls import path

from colonnade.network.charter.views import answering, questionnaires

_CALL = "networks/<slug:network>/calls/<slug:slug>/questions/"
_SECTION = f"{_CALL}<slug:section>/"
_APPLICATION = "applications/<uuid:uuid>/"

urlpatterns = [
    path(_CALL, questionnaires.questionnaire, name="questionnaire"),
    path(f"{_CALL}begin/", questionnaires.questionnaire_begin, name="questionnaire-begin"),
    path(f"{_CALL}new/", questionnaires.section_edit, name="section-add"),
    path(f"{_SECTION}edit/", questionnaires.section_edit, name="section-edit"),
    path(f"{_SECTION}new/", questionnaires.question_edit, name="question-add"),
    path(f"{_SECTION}<slug:question>/", questionnaires.question_edit, name="question-edit"),
    path(f"{_SECTION}<slug:question>/move/", questionnaires.question_move, name="question-move"),
    path(f"{_APPLICATION}prefill/", answering.prefill, name="prefill"),
    path(f"{_APPLICATION}write/<slug:section>/", answering.answers, name="answers"),
    path(f"{_APPLICATION}history/<slug:question>/", answering.history, name="answer-history"),
    path(f"{_APPLICATION}files/<uuid:file>/", answering.upload, name="upload"),
    path(f"{_APPLICATION}files/<uuid:file>/remove/", answering.upload_remove, name="upload-remove"),
    path(f"{_APPLICATION}files/<slug:question>/add/", answering.upload_add, name="upload-add"),
]
