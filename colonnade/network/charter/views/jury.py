"""The secretariat's jury: reviewers, who reads what, the table of scores, decisions, letters, publication."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.network.charter.actions import letters as writing
from colonnade.network.charter.actions import reviewing as actions
from colonnade.network.charter.actions.applying import StageIsClosed
from colonnade.network.charter.actions.endorsing import OverQuota, ReasonNeeded
from colonnade.network.charter.actions.steps import NotThatWay
from colonnade.network.charter.forms.reviewing import DecisionForm, LetterForm, ReaderForm, ReviewerForm
from colonnade.network.charter.models import Application, Call, Reviewer
from colonnade.network.charter.queries import letters as drafts
from colonnade.network.charter.queries import reviews as queries
from colonnade.network.charter.queries.assigning import propose_assignments
from colonnade.network.charter.queries.calls import clock
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.views.calls import call_or_404
from colonnade.network.charter.vocabulary.calls import Per, StageKind
from colonnade.people.models import Person
from colonnade.people.queries import holders_in, invitations_to
from colonnade.plumbing import downloads
from colonnade.plumbing.doors import signed_in
from colonnade.plumbing.languages import tag
from colonnade.plumbing.permissions import require

PAGE = 30
SHOWN = 50  # pairs of a proposal listed one by one


def _jury(request: HttpRequest, network: str, slug: str) -> Call:
    call = call_or_404(request, network, slug)
    require(request.user, Permission.APPLICATION_DECIDE, call.network)
    return call


def _application(call: Call, uuid: UUID) -> Application:
    found = queries.before_jury(call).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


@signed_in
@require_safe
def jury(request: HttpRequest, network: str, slug: str) -> HttpResponse:
    """Reviewers, a proposal when asked for, and the table; ``format=csv`` gives the whole table."""
    call = _jury(request, network, slug)
    if request.GET.get("format") == "csv":
        return downloads.table(f"{call.slug}-jury.csv", queries.jury_lines(call))
    now = timezone.now()
    page = Paginator(queries.before_jury(call), PAGE).get_page(request.GET.get("page"))
    proposal = propose_assignments(call) if "propose" in request.GET else None
    waiting, lacking = drafts.letters_left(call)
    context = {
        "call": call,
        "clock": clock(call, StageKind.REVIEW, now),
        "reviewers": queries.reviewers_of(call),
        "invited": [
            each for each in invitations_to(call.network.uuid, now) if each.role.code == actions.JUROR
        ],
        "unnamed": _jurors_without_a_call(call),
        "criteria": queries.criteria_of(call),
        "scale": queries.scale_of(call),
        "rows": queries.jury_table(call, page.object_list),
        "page_obj": page,
        "proposal": proposal,
        "shown": proposal.pairs[:SHOWN] if proposal else [],
        "deliberating": queries.is_deliberating(call) if call.is_blind else False,
        "awaiting": waiting,
        "lacking": lacking,
    }
    return render(request, "charter/jury.html", context)


def _jurors_without_a_call(call: Call) -> list[Person]:
    """Jurors of the network who accepted their invitation and are not named for this call."""
    named = set(call.reviewers.values_list("person_id", flat=True))
    jurors = {
        row.person_id: row.person for row in holders_in(call.network.uuid) if row.role.code == actions.JUROR
    }
    return [person for pk, person in jurors.items() if pk not in named]


@signed_in
@require_http_methods(["GET", "POST"])
def reviewer(request: HttpRequest, network: str, slug: str, pk: int | None = None) -> HttpResponse:
    """Name a reviewer, or change what one reads."""
    call = call_or_404(request, network, slug)
    require(request.user, Permission.CALL_KEEP, call.network)
    initial: dict[str, Any] = {
        "language": (get_language() or "en").lower(),
        "email": request.GET.get("email", "")[:254],
    }
    if pk is not None:
        row = get_object_or_404(Reviewer.objects.select_related("person"), pk=pk, call=call)
        initial |= {"email": row.person.email, "languages": ", ".join(row.languages)}
        initial |= {"country": row.country, "most": row.most}
    form = ReviewerForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = actions.name_reviewer(call=call, by=request.user, at=timezone.now(), **form.cleaned_data)
        if isinstance(made, Reviewer):
            messages.info(request, _("Kept."))
        else:
            told = _("They have no account yet and were invited. Name them here once they have accepted.")
            messages.info(request, told)
        return redirect("charter:jury", network, slug)
    context = {"call": call, "network": call.network, "form": form, "title": _("A reviewer")}
    return render(request, "charter/form.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def reviewer_end(request: HttpRequest, network: str, slug: str, pk: int) -> HttpResponse:
    """End a reviewer's work."""
    call = call_or_404(request, network, slug)
    row = get_object_or_404(Reviewer.objects.select_related("call__network"), pk=pk, call=call)
    actions.end_reviewer(reviewer=row, by=request.user, at=timezone.now())
    messages.info(request, _("Kept."))
    return redirect("charter:jury", network, slug)


@signed_in
@require_POST
def assign_all(request: HttpRequest, network: str, slug: str) -> HttpResponse:
    """Do what was proposed."""
    call = _jury(request, network, slug)
    done = actions.assign_all(call=call, by=request.user, at=timezone.now())
    number = len(done.pairs)
    told = ngettext("%(number)d assignment made.", "%(number)d assignments made.", number)
    messages.info(request, told % {"number": number})
    return redirect("charter:jury", network, slug)


@signed_in
@require_POST
def deliberate(request: HttpRequest, network: str, slug: str) -> HttpResponse:
    """Let reviewers see each other's scores."""
    call = _jury(request, network, slug)
    actions.open_deliberation(call=call, by=request.user, at=timezone.now())
    messages.info(request, _("Kept."))
    return redirect("charter:jury", network, slug)


@signed_in
@require_safe
def application(request: HttpRequest, network: str, slug: str, uuid: UUID) -> HttpResponse:
    """One application before the jury: every review, the decision, the letter."""
    call = _jury(request, network, slug)
    return _show(request, call, _application(call, uuid))


def _show(
    request: HttpRequest, call: Call, found: Application, *, letter: LetterForm | None = None,
    decision: DecisionForm | None = None, preview: str = "",
) -> HttpResponse:  # fmt: skip
    criteria = queries.criteria_of(call)
    made = getattr(found, "decision", None)
    initial = {"outcome": made.outcome, "reason": made.reason} if made else {}
    wanted = request.GET.get("language") or drafts.letter_language(found)
    text = found.letters.get(tag(wanted), "")
    is_draft = not text and found.decided_at is None
    written = {"language": wanted, "text": text or drafts.draft_letter(found, drafts.spoken(wanted))}
    context = {
        "call": call,
        "application": found,
        "city": found.territory,
        "criteria": criteria,
        "row": queries.jury_row(found, criteria, queries.scale_of(call)),
        "tied": [each for each in found.assignments.all() if each.interest == "TIED"],
        "decision": made,
        "quotas": [(Per(each.per).label, each) for each in drafts.decision_room(found)],
        "is_readable": found.state in queries.READABLE,
        "reader_form": ReaderForm(application=found),
        "decision_form": decision or DecisionForm(initial=initial),
        "letter_form": letter or LetterForm(initial=written),
        "is_draft": is_draft and bool(written["text"]),
        "languages": sorted(found.letters),
        "preview": preview,
    }
    wrong = (letter and letter.errors) or (decision and decision.errors)
    return render(request, "charter/jury_application.html", context, status=422 if wrong else 200)


def _deed(request: HttpRequest, deed: Callable[[], Any], done: str) -> None:
    """Do it and say what came of it."""
    refusals: dict[type[Exception], str] = {
        actions.OwnCountry: _("The city lies in their own country."),
        actions.HasEnough: _("They have as many applications as they take on."),
        actions.NotToBeRead: _("This application is no longer before the jury."),
        actions.NoCriteria: _("The call has no criteria yet."),
        actions.GivenAlready: _("They have it already, or are tied to it."),
        actions.NoLongerReviews: _("Their work as a reviewer has ended."),
        actions.SubmittedAlready: _("The review is handed in and stays. You can return it to its reviewer."),
        ReasonNeeded: _("Say why."),
        NotThatWay: _("Somebody was faster: look at where it stands now."),
        writing.LetterIsSent: _("The letter has been sent and does not change any more."),
    }
    try:
        deed()
    except StageIsClosed as early:
        messages.warning(
            request,
            _("The review is not over. Say why you decide before its end. %(told)s") % {"told": early.told},
        )
    except OverQuota as full:
        told = _("The quota is full: %(used)d of %(most)d for each %(per)s.")
        quota = full.quota
        messages.warning(
            request, told % {"used": quota.used, "most": quota.most, "per": Per(quota.per).label}
        )
    except tuple(refusals) as refused:
        messages.warning(request, refusals[type(refused)])
    else:
        messages.info(request, done)


@signed_in
@require_POST
def reader(request: HttpRequest, network: str, slug: str, uuid: UUID) -> HttpResponse:
    """Give an application to one reviewer, by hand."""
    call = _jury(request, network, slug)
    found = _application(call, uuid)
    form = ReaderForm(request.POST, application=found)
    if form.is_valid():
        row = form.cleaned_data["reviewer"]
        _deed(
            request,
            lambda: actions.assign(reviewer=row, application=found, by=request.user, at=timezone.now()),
            _("Kept."),
        )
    else:
        messages.warning(request, _("Choose a reviewer."))
    return redirect("charter:jury-application", network, slug, uuid)


@signed_in
@require_POST
def reader_back(request: HttpRequest, network: str, slug: str, uuid: UUID, pk: int) -> HttpResponse:
    """Take an application back from a reviewer, or give a submitted review back to them."""
    call = _jury(request, network, slug)
    found = get_object_or_404(
        _application(call, uuid).assignments.select_related("application__call__network"), pk=pk
    )
    act: Callable[..., Any] = (
        actions.return_review if request.POST.get("deed") == "return" else actions.unassign
    )
    reason = request.POST.get("reason", "")[:4000]
    _deed(
        request, lambda: act(assignment=found, reason=reason, by=request.user, at=timezone.now()), _("Kept.")
    )
    return redirect("charter:jury-application", network, slug, uuid)


@signed_in
@require_POST
def decide(request: HttpRequest, network: str, slug: str, uuid: UUID) -> HttpResponse:
    """Record a decision; nobody else sees it before publication."""
    call = _jury(request, network, slug)
    found = _application(call, uuid)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _show(request, call, found, decision=form)
    _deed(
        request,
        lambda: writing.decide(
            application=found, letters={}, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        _("Kept. The city learns of it when the decisions are published."),
    )
    return redirect("charter:jury-application", network, slug, uuid)


@signed_in
@require_POST
def letter(request: HttpRequest, network: str, slug: str, uuid: UUID) -> HttpResponse:
    """Look at a letter as the city will read it, or keep it."""
    call = _jury(request, network, slug)
    found = _application(call, uuid)
    form = LetterForm(request.POST)
    if not form.is_valid() or request.POST.get("deed") == "preview":
        return _show(request, call, found, letter=form, preview=form.cleaned_data.get("text", ""))
    texts = {form.cleaned_data["language"]: form.cleaned_data["text"]}
    _deed(
        request,
        lambda: writing.write_letter(application=found, letters=texts, by=request.user, at=timezone.now()),
        _("Kept."),
    )
    return redirect("charter:jury-application", network, slug, uuid)


@signed_in
@require_POST
def letters(request: HttpRequest, network: str, slug: str) -> HttpResponse:
    """Draft every letter that is missing where something was decided."""
    call = _jury(request, network, slug)
    number = writing.draft_letters(call=call, by=request.user, at=timezone.now())
    told = ngettext("%(number)d letter drafted.", "%(number)d letters drafted.", number)
    messages.info(request, told % {"number": number})
    return redirect("charter:jury", network, slug)


@signed_in
@require_POST
def publish(request: HttpRequest, network: str, slug: str) -> HttpResponse:
    """Publish all decisions and send all letters."""
    call = _jury(request, network, slug)
    try:
        sent = writing.publish_decisions(call=call, by=request.user, at=timezone.now())
    except writing.LettersMissing as lacking:
        names = "; ".join(str(each.territory.name) for each in lacking.applications[:20])
        messages.warning(
            request, _("Not published: no decision or no letter yet for %(list)s.") % {"list": names}
        )
    except NotThatWay:
        messages.warning(request, _("Somebody was faster: look at where it stands now."))
    else:
        told = ngettext("%(number)d letter sent.", "%(number)d letters sent.", len(sent))
        messages.success(request, told % {"number": len(sent)})
    return redirect("charter:jury", network, slug)
