"""Addresses of the reviewers' desk and of the secretariat's jury."""

from django.urls import URLPattern, path

from colonnade.network.charter.views import jury, reviewing

_JURY = "networks/<slug:network>/calls/<slug:slug>/jury/"

urlpatterns: list[URLPattern] = [
    path("reviews/", reviewing.reviews, name="reviews"),
    path("reviews/<int:pk>/", reviewing.review, name="review"),
    path("reviews/<int:pk>/files/<uuid:uuid>/", reviewing.review_file, name="review-file"),
    path(_JURY, jury.jury, name="jury"),
    path(f"{_JURY}reviewers/", jury.reviewer, name="jury-reviewer"),
    path(f"{_JURY}reviewers/<int:pk>/", jury.reviewer, name="jury-reviewer-change"),
    path(f"{_JURY}reviewers/<int:pk>/end/", jury.reviewer_end, name="jury-reviewer-end"),
    path(f"{_JURY}assign/", jury.assign_all, name="jury-assign"),
    path(f"{_JURY}deliberate/", jury.deliberate, name="jury-deliberate"),
    path(f"{_JURY}letters/", jury.letters, name="jury-letters"),
    path(f"{_JURY}publish/", jury.publish, name="jury-publish"),
    path(f"{_JURY}<uuid:uuid>/", jury.application, name="jury-application"),
    path(f"{_JURY}<uuid:uuid>/reader/", jury.reader, name="jury-reader"),
    path(f"{_JURY}<uuid:uuid>/reader/<int:pk>/", jury.reader_back, name="jury-reader-back"),
    path(f"{_JURY}<uuid:uuid>/decide/", jury.decide, name="jury-decide"),
    path(f"{_JURY}<uuid:uuid>/letter/", jury.letter, name="jury-letter"),
]
