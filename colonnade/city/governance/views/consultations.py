"""Have your say: what the public is asked, and what became of what it said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from colonnade.city.governance.forms.participation import ConsultationForm
from colonnade.city.governance.views.register import city_or_404
from colonnade.drafting.actions.opening import SectionFacts, open_draft
from colonnade.drafting.queries import drafts
from colonnade.drafting.rules import Permission as Drafting
from colonnade.people.queries import permissions_in
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.languages import tag


@public
@require_safe
def consultations(request: HttpRequest, slug: str) -> HttpResponse:
    """Every text the public is or was asked about; for the team also those that are being prepared."""
    city = city_or_404(slug)
    person = request.user
    team = person.is_authenticated and (
        person.is_operator or Drafting.DRAFT_WRITE in permissions_in(person, city.uuid)
    )
    prepared = drafts.drafts_of(city.uuid, drafts.CONSULTATION).filter(state="WRITING") if team else []
    context = {"city": city, "rows": drafts.consultations(city.uuid), "team": team, "prepared": prepared}
    return render(request, "governance/consultations.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Prepare a text; opening it to the public is the next step."""
    city = city_or_404(slug)
    form = ConsultationForm(
        request.POST if request.method == "POST" else None,
        initial={"language": (get_language() or "en").lower()},
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        language = tag(values["language"])
        made = open_draft(
            scope_id=city.uuid,
            kind=drafts.CONSULTATION,
            titles={language: values["title"]},
            language=language,
            sections=sections_from(values["text"], language, values["title"]),
            is_demo=city.is_demo,
            by=request.user,
            at=timezone.now(),
        )
        return redirect("drafting:open", uuid=made.uuid)
    context = {"city": city, "form": form, "title": _("Ask the public"), "back": "governance:consultations"}
    return render(
        request, "governance/participation_form.html", context, status=422 if form.is_bound else 200
    )


def sections_from(text: str, language: str, title: str) -> list[SectionFacts]:
    """Cut a text at its headings; what stands before the first gets the title."""
    parts: list[tuple[str, list[str]]] = [(title, [])]
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.startswith("#"):
            parts.append((line.lstrip("# ").strip() or title, []))
        else:
            parts[-1][1].append(line)
    found = []
    for number, (heading, lines) in enumerate(parts):
        body = "\n".join(lines).strip()
        if body or number:
            key = f"{slugify(heading)[:40] or 'section'}-{number}"
            found.append(SectionFacts(key=key, headings={language: heading}, text=body))
    return found
