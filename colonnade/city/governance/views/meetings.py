"""One meeting: agenda, papers, who came, decisions, and who does what by when."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.city.governance.actions import meetings as actions
from colonnade.city.governance.forms.participation import (
    DecisionForm,
    MeetingForm,
    MinutesForm,
    PaperForm,
    TaskForm,
)
from colonnade.city.governance.models.body import Body
from colonnade.city.governance.models.meeting import Meeting, Paper, Task
from colonnade.city.governance.queries import meetings as queries
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.views.bodies import sees_everything
from colonnade.city.governance.views.register import city_or_404
from colonnade.city.governance.vocabulary.participation import Presence
from colonnade.city.profile.models import Territory
from colonnade.plumbing.cleaning import safe_markdown
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.permissions import may, require


@public
@require_safe
def meeting(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """The meeting as everybody, or as a member, may see it."""
    city = city_or_404(slug)
    everything = sees_everything(request, city)
    found = _meeting(city, uuid, everything)
    may_keep = request.user.is_authenticated and may(request.user, Permission.MEETING_KEEP, found)
    papers = [each for each in found.papers.all() if everything or each.is_public]
    context: dict[str, Any] = {
        "city": city,
        "meeting": found,
        "zone": _zone(found.timezone),
        "papers": papers,
        "minutes": safe_markdown(found.minutes, 2) if everything else "",
        "everything": everything,
        "quorate": queries.is_quorate(found),
        "may_keep": may_keep,
        "presence": Presence.choices,
        "members": [],
        "forms": None,
    }
    if may_keep:
        held = {each.stakeholder_id: each.presence for each in found.attendance.all()}
        seats = queries.seats_of(found.body, timezone.localdate(found.starts_at))
        context["members"] = [
            {"stakeholder": seat.stakeholder, "presence": held.get(seat.stakeholder_id, "")} for seat in seats
        ]
        context["forms"] = {
            "minutes": MinutesForm(
                initial={"state": found.state, "minutes": found.minutes}, prefix="minutes"
            ),
            "paper": PaperForm(auto_id="paper-%s"),
            "decision": DecisionForm(auto_id="decision-%s"),
            "task": TaskForm(territory=city, auto_id="task-%s"),
        }
    return render(request, "governance/meeting.html", context)


@public
@require_safe
def calendar(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """One meeting for a calendar."""
    city = city_or_404(slug)
    found = _meeting(city, uuid, sees_everything(request, city))
    return HttpResponse(
        queries.calendar_of([found], settings.BASE_URL), content_type="text/calendar; charset=utf-8"
    )


@public
@require_safe
def paper(request: HttpRequest, slug: str, uuid: UUID, paper: UUID) -> HttpResponseBase:
    """A paper's file, for those who may read it; never shown inside the page."""
    city = city_or_404(slug)
    held = get_object_or_404(Paper, uuid=paper, meeting__uuid=uuid, meeting__territory=city)
    public_too = held.is_public and queries.meeting_called(city, uuid, everything=False) is not None
    if not held.upload or not (public_too or sees_everything(request, city)):
        raise Http404
    return FileResponse(
        held.upload.open("rb"), as_attachment=True, filename=str(held.upload.name).rsplit("/", 1)[-1]
    )


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Call a meeting of a body."""
    city = city_or_404(slug)
    body = get_object_or_404(Body.objects.select_related("territory"), uuid=uuid, territory=city)
    return _edited(request, city, body, None)


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Change a meeting."""
    city = city_or_404(slug)
    found = _meeting(city, uuid, everything=True)
    return _edited(request, city, found.body, found)


@signed_in
@require_POST
def minutes(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Write the minutes and who came."""
    city = city_or_404(slug)
    found = _meeting(city, uuid, everything=True)
    form = MinutesForm(request.POST, prefix="minutes")
    if form.is_valid():
        seats = queries.seats_of(found.body, timezone.localdate(found.starts_at))
        presence = {}
        for seat in seats:
            said = request.POST.get(f"presence-{seat.stakeholder_id}", "")
            presence[seat.stakeholder_id] = said if said in Presence.values else ""
        actions.write_minutes(
            meeting=found, presence=presence, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.info(request, _("Kept."))
    return redirect("governance:meeting", slug=slug, uuid=uuid)


@signed_in
@require_POST
def add_paper(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Put a paper to the meeting."""
    found = _meeting(city_or_404(slug), uuid, everything=True)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        actions.add_paper(meeting=found, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.info(request, _("Kept."))
    else:
        messages.warning(request, " ".join(str(each) for errors in form.errors.values() for each in errors))
    return redirect("governance:meeting", slug=slug, uuid=uuid)


@signed_in
@require_POST
def decide(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Write down a decision."""
    found = _meeting(city_or_404(slug), uuid, everything=True)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            actions.record_decision(meeting=found, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.info(request, _("Kept."))
        except actions.VotesDoNotAddUp:
            messages.warning(
                request, _("More votes than members who were there. Check the votes, or who came.")
            )
    else:
        messages.warning(request, _("Write down what was decided."))
    return redirect("governance:meeting", slug=slug, uuid=uuid)


@signed_in
@require_POST
def give(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Give somebody something to do."""
    city = city_or_404(slug)
    found = _meeting(city, uuid, everything=True)
    form = TaskForm(request.POST, territory=city)
    if form.is_valid():
        actions.give_task(meeting=found, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.info(request, _("Kept."))
    else:
        messages.warning(request, _("Write down what is to be done."))
    return redirect("governance:meeting", slug=slug, uuid=uuid)


@signed_in
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """A task, for who does it: say that it is done."""
    city = city_or_404(slug)
    found = get_object_or_404(
        Task.objects.select_related("meeting__body__territory", "owner_stakeholder", "territory"),
        uuid=uuid,
        territory=city,
    )
    require(request.user, Permission.TASK_FINISH, found)
    if request.method == "POST":
        try:
            actions.finish_task(
                task=found,
                note=request.POST.get("note", "").strip()[:2000],
                on=timezone.localdate(),
                by=request.user,
                at=timezone.now(),
            )
            messages.info(request, _("Kept. Thank you."))
        except actions.AlreadyDone:
            messages.info(request, _("This was done already."))
        return redirect("governance:task", slug=slug, uuid=uuid)
    return render(request, "governance/task.html", {"city": city, "task": found})


def _edited(request: HttpRequest, city: Territory, body: Body, row: Meeting | None) -> HttpResponse:
    require(request.user, Permission.MEETING_KEEP, body)
    initial: dict[str, object] = {"is_public": True}
    if row:
        initial = {name: getattr(row, name) for name in ("title", "starts_at", "ends_at", "place", "where", "online_url", "is_public")}  # fmt: skip
        initial["agenda"] = "\n".join(
            item.title for item in sorted(row.agenda.all(), key=lambda each: each.position)
        )
    zone = _zone(row.timezone if row else city.timezone)
    with timezone.override(zone):
        form = MeetingForm(
            request.POST if request.method == "POST" else None, territory=city, initial=initial
        )
        valid = request.method == "POST" and form.is_valid()
    if valid:
        facts = dict(form.cleaned_data)
        agenda = facts.pop("agenda").splitlines()
        made = actions.keep_meeting(
            body=body,
            meeting=row,
            agenda=agenda,
            timezone=zone.key,
            by=request.user,
            at=timezone.now(),
            **facts,
        )
        messages.info(request, _("Kept."))
        return redirect("governance:meeting", slug=city.slug, uuid=made.uuid)
    context = {"city": city, "form": form, "title": _("A meeting"), "back": "governance:council"}
    with timezone.override(zone):
        return render(
            request, "governance/participation_form.html", context, status=422 if form.is_bound else 200
        )


def _meeting(city: Territory, uuid: UUID, everything: bool) -> Meeting:
    found = queries.meeting_called(city, uuid, everything)
    if found is None:
        raise Http404
    return found


def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name or "UTC")
