"""Building a text: its title, and its sections added, named, moved and taken out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from colonnade.drafting import actions
from colonnade.drafting.forms import NamingForm, TitleForm
from colonnade.drafting.rules import Permission
from colonnade.drafting.views.finding import section_of, workable, working
from colonnade.drafting.views.writing import writing
from colonnade.plumbing.doors import signed_in
from colonnade.plumbing.languages import tag


@signed_in
@require_POST
def retitle(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Call the text something else."""
    draft, held = working(request, uuid, Permission.DRAFT_WRITE)
    form = TitleForm(request.POST)
    if not form.is_valid():
        context = {**writing(draft, held), "title_form": form}
        return render(request, "drafting/write.html", context, status=422)
    try:
        actions.retitle_draft(draft=draft, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.info(request, _("Kept."))
    except actions.TextIsFixed:
        messages.warning(request, _("This text is final. Nothing in it can be changed."))
    return redirect("drafting:write", uuid=uuid)


@signed_in
@require_POST
def add_section(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Add an empty section at the end."""
    draft, held = working(request, uuid, Permission.DRAFT_WRITE)
    form = NamingForm(request.POST, auto_id="new-%s")
    if not form.is_valid():
        context = {**writing(draft, held), "naming": form}
        return render(request, "drafting/write.html", context, status=422)
    values, code = form.cleaned_data, tag(form.cleaned_data["language"])
    try:
        made = actions.add_section(
            draft=draft,
            headings={code: values["heading"]},
            guidance={code: values["guidance"]} if values["guidance"] else {},
            word_limit=values["word_limit"],
            is_required=values["is_required"],
            by=request.user,
            at=timezone.now(),
        )
    except actions.TextIsFixed:
        messages.warning(request, _("This text is final. Nothing in it can be changed."))
        return redirect("drafting:write", uuid=uuid)
    return _back(uuid, made.key)


@signed_in
@require_POST
def rename_section(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    """Say what a section is called and what belongs in it."""
    draft = workable(request, uuid, Permission.DRAFT_WRITE)
    form = NamingForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Give the section a heading, and a whole number of words or none."))
        return redirect("drafting:history", uuid=uuid, key=key)
    try:
        actions.rename_section(
            section=section_of(draft, key), by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.info(request, _("Kept."))
    except actions.TextIsFixed:
        messages.warning(request, _("This text is final. Nothing in it can be changed."))
    return redirect("drafting:history", uuid=uuid, key=key)


@signed_in
@require_POST
def move_section(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    """Move a section one place up or down."""
    draft = workable(request, uuid, Permission.DRAFT_WRITE)
    try:
        actions.move_section(
            section=section_of(draft, key),
            is_up=request.POST.get("way") == "up",
            by=request.user,
            at=timezone.now(),
        )
    except actions.TextIsFixed:
        messages.warning(request, _("This text is final. Nothing in it can be changed."))
    return _back(uuid, key)


@signed_in
@require_POST
def drop_section(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    """Take out a section in which nobody has written."""
    draft = workable(request, uuid, Permission.DRAFT_WRITE)
    try:
        actions.drop_section(section=section_of(draft, key), by=request.user, at=timezone.now())
        messages.info(request, _("The empty section is gone."))
    except (actions.SectionIsInUse, actions.TextIsFixed):
        messages.warning(request, _("Somebody has written here or commented on it, so the section stays."))
    return redirect("drafting:write", uuid=uuid)


def _back(uuid: UUID, key: str) -> HttpResponse:
    page = redirect("drafting:write", uuid=uuid)
    page["Location"] += f"#section-{key}"
    return page
