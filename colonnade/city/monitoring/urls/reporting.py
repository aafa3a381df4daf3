"""Addresses of reports."""

from django.urls import path

from colonnade.city.monitoring.views import reporting as views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/new/", views.new_report, name="report-new"),
    path("reports/forms/new/", views.edit_template, name="report-form-new"),
    path("reports/forms/<uuid:uuid>/", views.edit_template, name="report-form"),
    path("reports/<uuid:uuid>/", views.report, name="report"),
    path("reports/<uuid:uuid>/read/", views.read_report, name="report-read"),
    path("reports/<uuid:uuid>/redraft/<slug:key>/", views.redraft, name="report-redraft"),
    path("reports/<uuid:uuid>/submit/", views.submit, name="report-submit"),
    path("reports/<uuid:uuid>/show/", views.show, name="report-show"),
    path("reports/<uuid:uuid>/file.<slug:form>", views.report_file, name="report-file"),
]
