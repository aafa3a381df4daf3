"""Where a text is written: every section with its form, its history, and what to do when two wrote at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.drafting import actions, queries
from colonnade.drafting.forms import NamingForm, RestoreForm, SectionForm, SettleForm, TitleForm
from colonnade.drafting.models import Draft, Section
from colonnade.drafting.rules import Permission
from colonnade.drafting.views.finding import Rights, section_of, workable, working
from colonnade.drafting.vocabulary import KEPT_AWAY, Saved
from colonnade.people.queries import scope
from colonnade.plumbing import spoken
from colonnade.plumbing.cleaning import safe_markdown
from colonnade.plumbing.doors import signed_in


@signed_in
@require_safe
def write(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """All sections of a text, each with what belongs in it, its length, and what is missing."""
    draft, held = working(request, uuid, Permission.DRAFT_WRITE)
    return render(request, "drafting/write.html", writing(draft, held))


@signed_in
@require_POST
def write_section(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    """Keep what somebody wrote. A script that saves quietly is answered with plain facts."""
    draft, held = working(request, uuid, Permission.DRAFT_WRITE)
    section = section_of(draft, key)
    quiet = request.headers.get("X-Quiet") == "1"
    form = SectionForm(request.POST, auto_id=f"{key}-%s")
    if not form.is_valid():
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        if quiet:
            return JsonResponse({"say": said}, status=422)
        return render(request, "drafting/write.html", writing(draft, held, {key: form}), status=422)
    try:
        written = actions.write_section(
            section=section,
            text=form.cleaned_data["text"],
            based_on=form.cleaned_data["based_on"],
            by=request.user,
            at=timezone.now(),
        )
    except actions.TextIsFixed:
        messages.warning(request, _("This text is final. Nothing in it can be changed."))
        return JsonResponse({"say": ""}, status=409) if quiet else redirect("drafting:write", uuid=uuid)
    return _quietly(draft, written) if quiet else _aloud(request, draft, written)


@signed_in
@require_safe
def history(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    """One section: every version, and what changed between any two of them."""
    draft = workable(request, uuid, Permission.DRAFT_WRITE)
    section = section_of(draft, key)
    versions = queries.history(section)
    numbers = [each.number for each in versions]
    newer = _number(request.GET.get("to"), section.number)
    before = next((each for each in numbers if each < newer), 0)
    older = _number(request.GET.get("from"), before)
    texts = {number: queries.text_at(section, number) for number in {older, newer}}
    if None in texts.values():
        raise Http404
    context = {
        "draft": draft,
        "section": section,
        "versions": versions,
        "older": older,
        "newer": newer,
        "pieces": queries.difference(texts[older] or "", texts[newer] or ""),
        "restore_form": RestoreForm(initial={"based_on": section.number}, auto_id=False),
        "naming": _naming(section),
    }
    return render(request, "drafting/history.html", context)


@signed_in
@require_POST
def restore(request: HttpRequest, uuid: UUID, key: str, number: int) -> HttpResponse:
    """Let a section say again what it said once; the present text stays in the history."""
    draft = workable(request, uuid, Permission.DRAFT_WRITE)
    section = section_of(draft, key)
    version, form = queries.version_numbered(section, number), RestoreForm(request.POST)
    if version is None or not form.is_valid():
        raise Http404
    try:
        written = actions.restore_version(
            version=version, based_on=form.cleaned_data["based_on"], by=request.user, at=timezone.now()
        )
    except actions.TextIsFixed:
        messages.warning(request, _("This text is final. Nothing in it can be changed."))
        return redirect("drafting:write", uuid=uuid)
    return _aloud(request, draft, written)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, uuid: UUID, key: str, pk: int) -> HttpResponse:
    """Two texts side by side, and a proposal made of both for somebody to finish."""
    draft = workable(request, uuid, Permission.DRAFT_WRITE)
    section = section_of(draft, key)
    version = queries.aside(pk, section)
    if version is None:
        messages.info(request, _("Somebody has settled this already."))
        return redirect("drafting:write", uuid=uuid)
    proposal = queries.proposal(version)
    initial = {"text": proposal.text, "based_on": section.number}
    form = SettleForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and ("drop" in request.POST or form.is_valid()):
        text = None if "drop" in request.POST else form.cleaned_data["text"]
        seen = section.number if text is None else form.cleaned_data["based_on"]
        try:
            written = actions.settle_aside(
                version=version, text=text, based_on=seen, by=request.user, at=timezone.now()
            )
        except actions.TextIsFixed:
            messages.warning(request, _("This text is final. Nothing in it can be changed."))
            return redirect("drafting:write", uuid=uuid)
        return _aloud(request, draft, written)
    context = {
        "draft": draft,
        "section": section,
        "version": version,
        "form": form,
        "conflicts": proposal.conflicts,
        "pieces": queries.difference(section.text, version.text),
        "now": safe_markdown(section.text, below=3),
    }
    status = 422 if form.is_bound else 200
    return render(request, "drafting/settle.html", context, status=status)


def writing(draft: Draft, held: Rights, bound: dict[str, SectionForm] | None = None) -> dict[str, Any]:
    """What the working page needs; ``bound`` are forms that came back with something to mend."""
    sections = queries.sections_of(draft)
    asides: dict[int, list[Any]] = {}
    for version in queries.open_asides(draft):
        asides.setdefault(version.section_id, []).append(version)
    facts = queries.facts_of(draft)
    missing = queries.missing(draft, sections)
    rows = [
        {
            "section": section,
            "form": (bound or {}).get(section.key) or SectionForm.of(section),
            "html": safe_markdown(section.text, below=2) if draft.is_fixed else "",
            "asides": asides.get(section.pk, []),
            "facts": facts.get(section.pk, []),
            "gaps": {each.code for each in missing if each.key == section.key},
        }
        for section in sections
    ]
    language = get_language() or "en"
    return {
        "draft": draft,
        "place": scope(draft.scope_id),
        "may": held,
        "rows": rows,
        "missing": missing,
        "progress": queries.progress(sections),
        "contributors": queries.contributors(draft),
        "title_form": TitleForm(initial={"language": language.lower(), "title": draft.title}),
        "naming": NamingForm(initial={"language": language.lower()}, auto_id="new-%s"),
        "forgotten_at": draft.discarded_at + KEPT_AWAY if draft.discarded_at else None,
    }


def _quietly(draft: Draft, written: actions.Written) -> JsonResponse:
    """What the island needs: the number to go on from, a text to put in, a sentence to show."""
    section, aside = written.section, written.version if written.saved == Saved.ASIDE else None
    clock = spoken.clock(timezone.localtime(), get_language() or "en")
    if aside is not None:
        say = _("Somebody else changed the same lines. Both texts are kept.")
    elif written.saved == Saved.MERGED:
        say = _("Somebody else wrote at the same time. Both changes are in the text.")
    else:
        say = _("Saved at %(time)s") % {"time": clock}
    return JsonResponse(
        {
            "saved": written.saved.value,
            "number": section.number,
            "text": section.text if written.saved == Saved.MERGED else None,
            "say": say,
            "url": _settling(draft, section, aside.pk) if aside else None,
        }
    )


def _aloud(request: HttpRequest, draft: Draft, written: actions.Written) -> HttpResponse:
    """Say what came of writing, and lead back to the section, or to the two texts."""
    if written.saved == Saved.ASIDE and written.version is not None:
        messages.warning(
            request, _("Somebody else changed the same lines. Both texts are kept; say which shall stand.")
        )
        return redirect(_settling(draft, written.section, written.version.pk))
    if written.saved == Saved.MERGED:
        messages.info(request, _("Somebody else wrote at the same time. Both changes are in the text."))
    else:
        over = written.section.words - (written.section.word_limit or written.section.words)
        if over > 0:
            told = ngettext("Kept. %(number)s word too many.", "Kept. %(number)s words too many.", over)
            messages.info(request, told % {"number": over})
        else:
            messages.info(request, _("Kept."))
    page = reverse("drafting:write", args=[draft.uuid])
    return redirect(f"{page}#section-{written.section.key}")


def _settling(draft: Draft, section: Section, pk: int) -> str:
    return reverse("drafting:settle", args=[draft.uuid, section.key, pk])


def _naming(section: Section) -> NamingForm:
    heading, hint = section.heading, section.hint
    initial = {
        "language": (get_language() or "en").lower(),
        "heading": heading.text,
        "guidance": hint.text,
        "word_limit": section.word_limit,
        "is_required": section.is_required,
    }
    return NamingForm(initial=initial)


def _number(asked: str | None, default: int) -> int:
    return int(asked) if asked and asked.isdecimal() and len(asked) < 7 else default
