"""Writing an application: a section a page, several colleagues at once, files, and every version of an answer."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.network.charter.actions import answering as actions
from colonnade.network.charter.forms.answers import SectionForm, UploadForm
from colonnade.network.charter.models import Answer, Application, Upload
from colonnade.network.charter.queries.questionnaire import asked, in_words, parse
from colonnade.network.charter.queries.readiness import problems_of
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.views.applying import application_or_404
from colonnade.network.charter.vocabulary.questions import Form, QuestionType, Section
from colonnade.plumbing.doors import signed_in
from colonnade.plumbing.permissions import may, require


def _own(request: HttpRequest, uuid: UUID) -> Application:
    found = application_or_404(uuid)
    require(request.user, Permission.APPLICATION_WRITE, found.territory)
    return found


def _section(form: Form, code: str) -> Section:
    found = next((each for each in form.sections if each.code == code), None)
    if found is None:
        raise Http404
    return found


@signed_in
@require_http_methods(["GET", "POST"])
def answers(request: HttpRequest, uuid: UUID, section: str) -> HttpResponse:
    """One section of the questions, to be answered."""
    application = _own(request, uuid)
    form = parse(application.questionnaire.definition)
    here = _section(form, section)
    rows = {row.question: row for row in application.answers.select_related("edited_by")}
    values = {code: row.value for code, row in rows.items()}
    shown = {question.code for question in asked(form, values)}
    given = request.POST if request.method == "POST" else None
    fields = SectionForm(given, section=here, values=values, shown=shown, prefix="a")
    conflicts = []
    if given is not None and fields.is_valid():
        saved = _save(request, application, fields, rows)
        if saved is not None and not saved.conflicts:
            messages.info(request, _("Kept."))
            return redirect(
                "charter:answers", uuid, _next(form, section) if "next" in request.POST else section
            )
        conflicts = _conflicts(form, saved.conflicts) if saved else []
        rows |= {code: stored for code, (_typed, stored) in (saved.conflicts if saved else {}).items()}
    last = max(rows.values(), key=lambda row: row.edited_at, default=None)
    context = {
        "application": application,
        "call": application.call,
        "city": application.territory,
        "section": here,
        "sections": form.sections,
        "form": fields,
        "versions": [(code, row.version) for code, row in rows.items()],
        "conflicts": conflicts,
        "problems": [each for each in problems_of(application) if each.section == section],
        "files": _files(application, here, shown),
        "last": last,
        "history": [row for row in rows.values() if row.version > 1 and row.question in shown],
        "upload_form": UploadForm(),
    }
    return render(request, "charter/answers.html", context, status=409 if conflicts else 200)


def _save(
    request: HttpRequest, application: Application, fields: SectionForm, rows: dict[str, Answer]
) -> actions.Saved | None:
    given = {}
    for code, value in fields.values().items():
        seen = request.POST.get(f"version-{code}", "0")
        given[code] = actions.Given(value, int(seen) if seen.isdigit() else 0)
    try:
        return actions.save_answers(application=application, given=given, by=request.user, at=timezone.now())
    except actions.NotWritable:
        messages.warning(request, _("It was handed in. Its answers stay as they are."))
        return None


def _conflicts(form: Form, found: dict[str, tuple[object, Answer]]) -> list[dict[str, object]]:
    """What was typed here beside what a colleague has kept in the meantime, in words."""
    questions = {question.code: question for question in form.questions}
    return [
        {
            "label": questions[code].label,
            "mine": in_words(questions[code], typed),
            "theirs": in_words(questions[code], stored.value),
            "who": str(stored.edited_by or ""),
        }
        for code, (typed, stored) in found.items()
    ]


def _next(form: Form, section: str) -> str:
    codes = [each.code for each in form.sections]
    place = codes.index(section) + 1
    return codes[place] if place < len(codes) else section


def _files(application: Application, section: Section, shown: set[str]) -> list[tuple[object, list[Upload]]]:
    held: dict[str, list[Upload]] = {}
    for each in application.uploads.filter(removed_at__isnull=True).order_by("pk"):
        held.setdefault(each.question, []).append(each)
    asked_for = [q for q in section.questions if q.type == QuestionType.FILE and q.code in shown]
    return [(question, held.get(question.code, [])) for question in asked_for]


@signed_in
@require_POST
def prefill(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Fill what is empty with what is known."""
    application = _own(request, uuid)
    try:
        filled = actions.prefill_application(application=application, by=request.user, at=timezone.now())
        told = _("Filled in: %(number)d. Look at each before you hand in.") % {"number": len(filled)}
        messages.info(request, told)
    except actions.NotWritable:
        messages.warning(request, _("It was handed in. Its answers stay as they are."))
    return redirect("charter:answers-begin", uuid)


@signed_in
@require_safe
def history(request: HttpRequest, uuid: UUID, question: str) -> HttpResponse:
    """Every version of one answer."""
    application = _own(request, uuid)
    row = get_object_or_404(
        Answer.objects.select_related("edited_by"), application=application, question=question
    )
    form = parse(application.questionnaire.definition)
    asked_now = next((each for each in form.questions if each.code == question), None)

    def words(value: object) -> str:
        return in_words(asked_now, value) if asked_now else str(value or "")

    former = row.versions.select_related("edited_by").order_by("-version")
    context = {
        "application": application,
        "label": asked_now.label if asked_now else question,
        "versions": [(row, words(row.value)), *((each, words(each.value)) for each in former)],
    }
    return render(request, "charter/answer_history.html", context)


@signed_in
@require_POST
def upload_add(request: HttpRequest, uuid: UUID, question: str) -> HttpResponse:
    """Keep a file for a question."""
    application = _own(request, uuid)
    form = parse(application.questionnaire.definition)
    home = next(
        (
            s.code
            for s in form.sections
            for q in s.questions
            if q.code == question and q.type == QuestionType.FILE
        ),
        None,
    )
    if home is None:
        raise Http404
    refused = {
        "EMPTY": _("The file is empty."),
        "LARGE": _("The file is too large. At most 20 MB."),
        "KIND": _("This is not a PDF, a picture or an office document, whatever its name says."),
        "HOSTILE": _("This file holds programs or unpacks beyond measure. It was not kept."),
        "MANY": _("There are ten files already. Remove one first."),
    }
    fields = UploadForm(request.POST, request.FILES)
    sent = request.FILES.get("file")
    if sent is None or not fields.is_valid():
        messages.warning(request, refused["EMPTY"] if sent is not None else _("Choose a file."))
    elif (sent.size or 0) > actions.LARGEST_FILE:
        messages.warning(request, refused["LARGE"])
    else:
        try:
            actions.add_upload(
                application=application,
                question=question,
                name=sent.name or "",
                data=sent.read(),
                by=request.user,
                at=timezone.now(),
            )
            messages.info(request, _("Kept."))
        except actions.NotThatFile as problem:
            messages.warning(request, refused[problem.why])
        except actions.NotWritable:
            messages.warning(request, _("It was handed in. Its answers stay as they are."))
    return redirect("charter:answers", uuid, home)


@signed_in
@require_safe
def upload(request: HttpRequest, uuid: UUID, file: UUID) -> FileResponse:
    """Give a file to those who may read the application, as a download that no browser runs."""
    found = get_object_or_404(
        Upload.objects.select_related(
            "application__territory", "application__commission", "application__call__network"
        ),
        uuid=file,
        application__uuid=uuid,
        removed_at__isnull=True,
    )
    if not may(request.user, Permission.APPLICATION_READ, found.application):
        raise Http404
    answer = FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.name, content_type=found.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@signed_in
@require_POST
def upload_remove(request: HttpRequest, uuid: UUID, file: UUID) -> HttpResponse:
    """Take a file out."""
    application = _own(request, uuid)
    found = get_object_or_404(
        Upload.objects.select_related("application__territory"),
        uuid=file,
        application=application,
        removed_at__isnull=True,
    )
    try:
        actions.remove_upload(upload=found, by=request.user, at=timezone.now())
        messages.info(request, _("Removed."))
    except actions.NotWritable:
        messages.warning(request, _("It was handed in. Its answers stay as they are."))
    return redirect("charter:answers-begin", uuid)
