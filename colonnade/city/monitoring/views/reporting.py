"""Reports: begin one from the data, see what is missing, submit it, read it, take it away as a file."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.city.monitoring.actions import reporting as actions
from colonnade.city.monitoring.forms.reporting import (
    NewReportForm,
    SectionForms,
    SubmitForm,
    TemplateForm,
    parts_from,
)
from colonnade.city.monitoring.models import Report, ReportTemplate
from colonnade.city.monitoring.queries import reports as queries
from colonnade.city.monitoring.queries.reporting.documents import document
from colonnade.city.monitoring.queries.reporting.pages import progress, read_page
from colonnade.city.monitoring.queries.reporting.papers import paper
from colonnade.city.monitoring.queries.reporting.templates import Part, template_called, templates_for
from colonnade.city.monitoring.rules import Permission
from colonnade.city.monitoring.vocabulary.reporting import FileForm, ReportState
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import city_named
from colonnade.drafting.actions.freezing import NotReady
from colonnade.drafting.models import Section
from colonnade.plumbing.documents import as_pdf, as_word
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.languages import choose, tag
from colonnade.plumbing.permissions import may, require

PAGE = 20
TYPES = {
    FileForm.PDF: "application/pdf",
    FileForm.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@public
@require_safe
def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """The city's reports: those everybody may read, and for the team those being written."""
    city = _city(slug)
    team = _is_team(request, city)
    page = Paginator(queries.reports_of(city, team), PAGE).get_page(request.GET.get("page"))
    own = ReportTemplate.objects.filter(territory=city).order_by("pk") if team else []
    context = {"city": city, "page_obj": page, "team": team, "own_forms": own}
    return render(request, "monitoring/reports.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a report; its sections are drafted from the data or copied from the last one."""
    city = _city(slug)
    require(request.user, Permission.REPORT_WRITE, city)
    initial = {
        "last_year": timezone.localdate().year,
        "language": (get_language() or "en").lower(),
        "copy_forward": True,
        "template": request.GET.get("form", ""),
    }
    form = NewReportForm(
        request.POST if request.method == "POST" else None, templates=templates_for(city), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        template = template_called(city, values["template"])
        assert template is not None
        before = queries.last_report(city, template.code) if values["copy_forward"] else None
        made = actions.start_report(
            territory=city,
            template=template,
            last_year=values["last_year"],
            language=values["language"],
            copy_from=before,
            by=request.user,
            at=timezone.now(),
        )
        return redirect("monitoring:report", slug=slug, uuid=made.uuid)
    status = 422 if form.is_bound else 200
    return render(request, "monitoring/report_new.html", {"city": city, "form": form}, status=status)


@signed_in
@require_safe
def report(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """The team's view: what stands in each section, what is missing, which figures lie behind it."""
    found = _report(request, slug, uuid)
    require(request.user, Permission.WORKSPACE_SEE, found)
    context = {
        "city": found.territory,
        "report": found,
        "is_open": found.state == ReportState.WRITING,
        "progress": progress(found, timezone.localdate(), get_language() or "en"),
        "form": SubmitForm(initial={"is_public": True}),
        "may_write": may(request.user, Permission.REPORT_WRITE, found),
        "may_submit": may(request.user, Permission.REPORT_SUBMIT, found),
        "files": _files(found),
    }
    return render(request, "monitoring/report.html", context)


@public
@require_safe
def read_report(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """The report as everybody reads it, in the language of the page; it prints well."""
    found = _report(request, slug, uuid)
    language = tag(get_language() or "en")
    said = paper(found, timezone.localdate(), (language, found.language))
    context = {
        "city": found.territory,
        "report": found,
        "is_open": found.state == ReportState.WRITING,
        "told": read_page(said, language),
        "files": _files(found),
    }
    return render(request, "monitoring/report_read.html", context)


@public
@require_safe
def report_file(request: HttpRequest, slug: str, uuid: UUID, form: str) -> HttpResponse:
    """The report as a file, in the language of the address."""
    found = _report(request, slug, uuid)
    if form not in TYPES:
        raise Http404
    language = tag(get_language() or "en")
    said = paper(found, timezone.localdate(), (language, found.language))
    submitted = timezone.localdate(found.submitted_at) if found.submitted_at else None
    made = document(said, language, settings.BASE_URL, submitted, found.digest)
    content = as_pdf(made) if form == FileForm.PDF else as_word(made)
    answer = HttpResponse(content, content_type=TYPES[FileForm(form)])
    name = f"{found.territory.slug}-{found.last_year}-{choose(found.titles, language)}.{form}"
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


@signed_in
@require_POST
def redraft(request: HttpRequest, slug: str, uuid: UUID, key: str) -> HttpResponse:
    """Write one section anew from the data; the earlier text stays in its history."""
    found = _report(request, slug, uuid)
    section = get_object_or_404(Section, draft_id=found.draft_id, key=key)
    try:
        actions.redraft_section(report=found, section=section, by=request.user, at=timezone.now())
        messages.info(request, _("Drafted anew. The earlier text is kept in the history of the section."))
    except actions.NothingToDraft:
        messages.warning(request, _("The data say nothing about this section yet."))
    except actions.AlreadySubmitted:
        messages.warning(request, _("This report was submitted. Nothing in it can be changed."))
    return redirect("monitoring:report", slug=slug, uuid=uuid)


@signed_in
@require_POST
def submit(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Freeze the report; what is still missing is said instead, if anything is."""
    found = _report(request, slug, uuid)
    form = SubmitForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Tick the box to freeze the report."))
        return redirect("monitoring:report", slug=slug, uuid=uuid)
    try:
        actions.submit_report(
            report=found, is_public=form.cleaned_data["is_public"], by=request.user, at=timezone.now()
        )
        messages.info(request, _("Submitted and frozen."))
    except NotReady:
        messages.warning(request, _("Something is still missing; it is marked below."))
    except actions.AlreadySubmitted:
        messages.warning(request, _("This report was submitted. Nothing in it can be changed."))
    return redirect("monitoring:report", slug=slug, uuid=uuid)


@signed_in
@require_POST
def show(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Show a submitted report to everybody, or to the team only."""
    found = _report(request, slug, uuid)
    actions.show_report(
        report=found, is_public=request.POST.get("is_public") == "yes", by=request.user, at=timezone.now()
    )
    messages.info(request, _("Kept."))
    return redirect("monitoring:report", slug=slug, uuid=uuid)


@signed_in
@require_http_methods(["GET", "POST"])
def edit_template(request: HttpRequest, slug: str, uuid: UUID | None = None) -> HttpResponse:
    """Make a form of report of the city's own: from nothing, or from one that comes with the program."""
    city = _city(slug)
    require(request.user, Permission.REPORT_WRITE, city)
    row = get_object_or_404(ReportTemplate, uuid=uuid, territory=city) if uuid else None
    base = template_called(city, str(uuid) if uuid else request.GET.get("like", ""))
    language = tag(request.GET.get("language") or get_language() or "en")
    held = {part.key: part for part in base.parts} if base and row else {}
    form = TemplateForm(
        request.POST if request.method == "POST" else None,
        initial={
            "language": language.lower(),
            "name": choose(row.names, language).text if row else "",
            "years": base.years if base else 1,
        },
    )
    rows = SectionForms(
        request.POST if request.method == "POST" else None,
        initial=[_as_initial(part, language) for part in base.parts] if base else [],
    )
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        values = form.cleaned_data
        names = {**(row.names if row else {}), values["language"]: values["name"]}
        try:
            actions.keep_template(
                territory=city,
                names=names,
                years=values["years"],
                parts=parts_from(rows, values["language"], held),
                template=row,
                by=request.user,
                at=timezone.now(),
            )
            messages.info(request, _("Kept."))
            return redirect("monitoring:reports", slug=slug)
        except actions.TemplateIsBroken:
            form.add_error(None, _("Give at least one section a heading."))
    status = 422 if form.is_bound else 200
    context = {"city": city, "form": form, "rows": rows, "shipped": templates_for(city), "row": row}
    return render(request, "monitoring/report_form.html", context, status=status)


def _as_initial(part: Part, language: str) -> dict[str, Any]:
    heading = choose(part.heading, language).text if isinstance(part.heading, dict) else str(part.heading)
    guidance = choose(part.guidance, language).text if isinstance(part.guidance, dict) else str(part.guidance)
    return {
        "key": part.key,
        "heading": heading,
        "guidance": guidance,
        "word_limit": part.word_limit,
        "required": part.required,
        "drafter": part.drafter,
    }


def _city(slug: str) -> Territory:
    city = city_named(slug)
    if city is None:
        raise Http404
    return city


def _is_team(request: HttpRequest, city: Territory) -> bool:
    return request.user.is_authenticated and may(request.user, Permission.WORKSPACE_SEE, city)


def _report(request: HttpRequest, slug: str, uuid: UUID) -> Report:
    city = _city(slug)
    found = queries.report_called(city, uuid, _is_team(request, city))
    if found is None:
        raise Http404
    return found


def _files(report: Report) -> list[tuple[str, Any]]:
    return [(form.value, form.label) for form in FileForm if form in TYPES]
