"""Addresses of the plan."""

from django.urls import path

from colonnade.city.governance.views import plan, planning

urlpatterns = [
    path("plan/", plan.plan_in_force, name="plan"),
    path("plan/new/", planning.new, name="plan-new"),
    path("plan/actions/<uuid:uuid>/", plan.action, name="action"),
    path("plan/actions/<uuid:uuid>/edit/", planning.edit_action, name="action-edit"),
    path("plan/actions/<uuid:uuid>/status/", planning.report, name="action-status"),
    path("plan/actions/<uuid:uuid>/remove/", planning.remove, name="action-remove"),
    path("plan/<uuid:uuid>/", plan.plan, name="plan-shown"),
    path("plan/<uuid:uuid>.csv", plan.plan_csv, name="plan-csv"),
    path("plan/<uuid:uuid>.json", plan.plan_json, name="plan-json"),
    path("plan/<uuid:uuid>/edit/", planning.edit, name="plan-edit"),
    path("plan/<uuid:uuid>/goals/", planning.add_goal, name="goal-add"),
    path("plan/<uuid:uuid>/actions/", planning.add_action, name="action-add"),
    path("plan/goals/<uuid:uuid>/edit/", planning.edit_goal, name="goal-edit"),
    path("plan/<uuid:uuid>/risks/", planning.add_risk, name="risk-add"),
    path("plan/<uuid:uuid>/risks/<int:pk>/", planning.edit_risk, name="risk-edit"),
    path("plan/<uuid:uuid>/adopt/", planning.adopt, name="plan-adopt"),
    path("plan/<uuid:uuid>/review/", planning.review, name="plan-review"),
    path("plan/<uuid:uuid>/carry-over/", planning.carry, name="plan-carry"),
    path("plan/<uuid:uuid>/close/", planning.close, name="plan-close"),
]
