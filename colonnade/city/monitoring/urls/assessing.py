"""Addresses of self-assessment and of the look from outside."""

from django.urls import path

from colonnade.city.monitoring.views import assessing, reviewing

urlpatterns = [
    path("assessments/", assessing.assessments, name="assessments"),
    path("assessments/open/", assessing.open_assessment, name="assessment-open"),
    path("assessments/<uuid:uuid>/", assessing.assessment, name="assessment"),
    path("assessments/<uuid:uuid>/score/<slug:code>/", assessing.score_area, name="assessment-score"),
    path("assessments/<uuid:uuid>/agree/<slug:code>/", assessing.agree_area, name="assessment-agree"),
    path("assessments/<uuid:uuid>/carry-over/", assessing.carry_over, name="assessment-carry-over"),
    path("assessments/<uuid:uuid>/adopt/", assessing.adopt_scores, name="assessment-adopt"),
    path("assessments/<uuid:uuid>/close/", assessing.close_assessment, name="assessment-close"),
    path("assessments/<uuid:uuid>/drop/", assessing.drop_assessment, name="assessment-drop"),
    path("assessments/<uuid:uuid>/ask/", reviewing.ask, name="review-ask"),
    path("assessments/<uuid:uuid>/call-off/<int:pk>/", reviewing.call_off, name="review-call-off"),
    path("assessments/<uuid:uuid>/review/", reviewing.review, name="review"),
    path("assessments/<uuid:uuid>/review/declare/", reviewing.declare, name="review-declare"),
    path("assessments/<uuid:uuid>/review/finish/", reviewing.finish, name="review-finish"),
    path("assessments/<uuid:uuid>/review/<slug:code>/", reviewing.review_area, name="review-area"),
]
