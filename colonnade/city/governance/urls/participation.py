"""Addresses of the register, bodies, meetings and consultations."""

from django.urls import path

from colonnade.city.governance.views import bodies, consultations, meetings, register

urlpatterns = [
    path("participation/", register.participation, name="participation"),
    path("register/", register.register, name="register"),
    path("register.csv", register.register_csv, name="register-csv"),
    path("register/add/", register.edit, name="stakeholder-add"),
    path("register/<uuid:uuid>/", register.edit, name="stakeholder"),
    path("register/<uuid:uuid>/leave/", register.leave, name="stakeholder-leave"),
    path("register/<uuid:uuid>/erase/", register.erase, name="stakeholder-erase"),
    path("council/", bodies.council, name="council"),
    path("council/decisions/", bodies.decisions, name="decisions"),
    path("council/add/", bodies.edit, name="body-add"),
    path("council/<uuid:uuid>/", bodies.body, name="body"),
    path("council/<uuid:uuid>/edit/", bodies.edit, name="body-edit"),
    path("council/<uuid:uuid>/seats/", bodies.seat, name="body-seat"),
    path("council/<uuid:uuid>/seats/<int:pk>/end/", bodies.end_seat, name="seat-end"),
    path("council/<uuid:uuid>/meetings.ics", bodies.calendar, name="body-calendar"),
    path("council/<uuid:uuid>/call/", meetings.edit, name="meeting-call"),
    path("meetings/<uuid:uuid>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:uuid>/edit/", meetings.change, name="meeting-edit"),
    path("meetings/<uuid:uuid>/minutes/", meetings.minutes, name="meeting-minutes"),
    path("meetings/<uuid:uuid>/papers/", meetings.add_paper, name="paper-add"),
    path("meetings/<uuid:uuid>/papers/<uuid:paper>/", meetings.paper, name="paper"),
    path("meetings/<uuid:uuid>/decisions/", meetings.decide, name="decision-add"),
    path("meetings/<uuid:uuid>/tasks/", meetings.give, name="task-add"),
    path("meetings/<uuid:uuid>.ics", meetings.calendar, name="meeting-calendar"),
    path("tasks/<uuid:uuid>/", meetings.task, name="task"),
    path("consultations/", consultations.consultations, name="consultations"),
    path("consultations/start/", consultations.start, name="consultation-start"),
]
