"""Addresses of texts written together."""

from django.urls import path

from colonnade.drafting.views import answering, building, reading, saying, steering, writing

app_name = "drafting"
urlpatterns = [
    path("<uuid:uuid>/", reading.draft, name="draft"),
    path("<uuid:uuid>/comments/", reading.comments, name="comments"),
    path("<uuid:uuid>/changes/", reading.changes, name="changes"),
    path("<uuid:uuid>/comment/", saying.make_comment, name="make-comment"),
    path("comments/<uuid:uuid>/", reading.comment, name="comment"),
    path("comments/<uuid:uuid>/support/", saying.support, name="support"),
    path("comments/<uuid:uuid>/withdraw-support/", saying.withdraw_support, name="withdraw-support"),
    path("comments/<uuid:uuid>/withdraw/", saying.withdraw, name="withdraw"),
    path("comments/<uuid:uuid>/answer/", answering.answer, name="answer"),
    path("comments/<uuid:uuid>/look/", answering.look, name="look"),
    path("<uuid:uuid>/answers/", answering.answers, name="answers"),
    path("<uuid:uuid>/open/", steering.open_to_public, name="open"),
    path("<uuid:uuid>/close/", steering.close, name="close"),
    path("<uuid:uuid>/outcome/", steering.summarise, name="outcome"),
    path("<uuid:uuid>/freeze/", steering.freeze, name="freeze"),
    path("<uuid:uuid>/discard/", steering.discard, name="discard"),
    path("<uuid:uuid>/bring-back/", steering.bring_back, name="bring-back"),
    path("<uuid:uuid>/title/", building.retitle, name="retitle"),
    path("<uuid:uuid>/sections/", building.add_section, name="add-section"),
    path("<uuid:uuid>/write/", writing.write, name="write"),
    path("<uuid:uuid>/write/<slug:key>/", writing.write_section, name="write-section"),
    path("<uuid:uuid>/write/<slug:key>/history/", writing.history, name="history"),
    path("<uuid:uuid>/write/<slug:key>/history/<int:number>/", writing.restore, name="restore"),
    path("<uuid:uuid>/write/<slug:key>/aside/<int:pk>/", writing.settle, name="settle"),
    path("<uuid:uuid>/write/<slug:key>/name/", building.rename_section, name="rename-section"),
    path("<uuid:uuid>/write/<slug:key>/move/", building.move_section, name="move-section"),
    path("<uuid:uuid>/write/<slug:key>/drop/", building.drop_section, name="drop-section"),
]
