"""The secretariat writes its questions: sections, questions, order, in every language, without a developer."""

import copy
import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.network.charter.actions.calls import CallIsClosed
from colonnade.network.charter.actions.questionnaires import keep_questionnaire
from colonnade.network.charter.forms.questionnaires import QuestionForm, SectionTitleForm
from colonnade.network.charter.models import Call
from colonnade.network.charter.queries.calls import questionnaire_of
from colonnade.network.charter.queries.questionnaire import DefinitionInvalid, parse, shipped
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.views.calls import call_or_404
from colonnade.plumbing.doors import signed_in
from colonnade.plumbing.languages import tag
from colonnade.plumbing.permissions import require


def _call(request: HttpRequest, network: str, slug: str) -> tuple[Call, dict[str, Any]]:
    call = call_or_404(request, network, slug)
    require(request.user, Permission.CALL_KEEP, call.network)
    newest = questionnaire_of(call)
    return call, copy.deepcopy(newest.definition) if newest else {"sections": []}


def _keep(request: HttpRequest, call: Call, definition: dict[str, Any]) -> str:
    """Keep a definition; returns what is wrong with it, empty where nothing is."""
    try:
        kept = keep_questionnaire(call=call, definition=definition, by=request.user, at=timezone.now())
    except DefinitionInvalid as problem:
        return " ".join(problem.problems)
    except CallIsClosed:
        return _("This call is over. It does not change any more.")
    messages.info(request, _("Kept as version %(number)d of the questions.") % {"number": kept.version})
    return ""


@signed_in
@require_safe
def questionnaire(request: HttpRequest, network: str, slug: str) -> HttpResponse:
    """All sections and questions."""
    call, definition = _call(request, network, slug)
    if request.GET.get("format") == "json":
        answer = HttpResponse(
            json.dumps(definition, ensure_ascii=False, indent=1), content_type="application/json"
        )
        answer["Content-Disposition"] = f'attachment; filename="{call.slug}-questions.json"'
        return answer
    newest = questionnaire_of(call)
    context = {
        "call": call,
        "version": newest.version if newest else 0,
        "sections": parse(definition).sections,
        "has_template": bool(shipped(call.kind)) and not definition["sections"],
    }
    return render(request, "charter/questionnaire.html", context)


@signed_in
@require_POST
def questionnaire_begin(request: HttpRequest, network: str, slug: str) -> HttpResponse:
    """Begin with the questions that come with the program."""
    call, definition = _call(request, network, slug)
    if not definition["sections"] and (wrong := _keep(request, call, shipped(call.kind))):
        messages.warning(request, wrong)
    return redirect("charter:questionnaire", network, slug)


@signed_in
@require_http_methods(["GET", "POST"])
def section_edit(request: HttpRequest, network: str, slug: str, section: str = "") -> HttpResponse:
    """Add a section, or change it."""
    call, definition = _call(request, network, slug)
    held = next((each for each in definition["sections"] if each["code"] == section), None)
    if section and held is None:
        raise Http404
    language = tag(request.GET.get("language") or get_language() or "en")
    initial = {"language": language.lower(), "code": section}
    if held:
        initial |= {
            "title": held["titles"].get(language, ""),
            "help": held.get("helps", {}).get(language, ""),
        }
    form = SectionTitleForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        row = held if held is not None else {"titles": {}, "questions": []}
        row["code"] = values["code"]
        row["titles"] = {**row["titles"], tag(values["language"]): values["title"]}
        helps = {**row.get("helps", {}), tag(values["language"]): values["help"]}
        row["helps"] = {code: text for code, text in helps.items() if text}
        if held is None:
            definition["sections"].append(row)
        wrong = _keep(request, call, definition)
        if not wrong:
            return redirect("charter:questionnaire", network, slug)
        form.add_error(None, wrong)
    context = {"network": call.network, "call": call, "form": form, "title": _("A section of questions")}
    return render(request, "charter/form.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def question_edit(
    request: HttpRequest, network: str, slug: str, section: str, question: str = ""
) -> HttpResponse:
    """Add a question to a section, or change it."""
    call, definition = _call(request, network, slug)
    home = next((each for each in definition["sections"] if each["code"] == section), None)
    if home is None:
        raise Http404
    held = next((each for each in home["questions"] if each["code"] == question), None)
    if question and held is None:
        raise Http404
    language = tag(request.GET.get("language") or get_language() or "en")
    form = QuestionForm(request.POST if request.method == "POST" else None, initial=_initial(held, language))
    if request.method == "POST" and form.is_valid():
        raw = form.raw(held)
        if held is None:
            home["questions"].append(raw)
        else:
            home["questions"][home["questions"].index(held)] = raw
        wrong = _keep(request, call, definition)
        if not wrong:
            return redirect("charter:questionnaire", network, slug)
        form.add_error(None, wrong)
    context = {"network": call.network, "call": call, "form": form, "title": _("A question")}
    return render(request, "charter/form.html", context, status=422 if form.is_bound else 200)


def _initial(held: dict[str, Any] | None, language: str) -> dict[str, Any]:
    if held is None:
        return {"language": language.lower()}
    shown = held.get("shown_if") or {}
    first = next(iter(shown.get("is", [])), "")
    answer = "yes" if first is True else "no" if first is False else first
    lines = held.get("options") or held.get("rows") or []
    return {
        "language": language.lower(),
        "code": held["code"],
        "type": held["type"],
        "label": held["labels"].get(language, ""),
        "help": held.get("helps", {}).get(language, ""),
        "required": held.get("required", False),
        "words": held.get("words"),
        "least": held.get("min"),
        "most": held.get("max"),
        "unit": held.get("unit", ""),
        "lines": "\n".join(f"{each['code']} | {each['labels'].get(language, '')}" for each in lines),
        "shown_if": f"{shown['question']} = {answer}"
        if answer != "" and shown
        else shown.get("question", ""),
        "prefill": held.get("prefill", ""),
    }


@signed_in
@require_POST
def question_move(request: HttpRequest, network: str, slug: str, section: str, question: str) -> HttpResponse:
    """Move a question up or down, or take it away; its answers stay."""
    call, definition = _call(request, network, slug)
    home = next((each for each in definition["sections"] if each["code"] == section), None)
    held = next((each for each in home["questions"] if each["code"] == question), None) if home else None
    if home is None or held is None:
        raise Http404
    place = home["questions"].index(held)
    home["questions"].remove(held)
    step = {"up": -1, "down": 1}.get(request.POST.get("deed", ""))
    if step is not None:
        home["questions"].insert(max(0, place + step), held)
    if wrong := _keep(request, call, definition):
        messages.warning(request, wrong)
    return redirect("charter:questionnaire", network, slug)
