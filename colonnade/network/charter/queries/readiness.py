"""What an application still lacks before it can be handed in: answers, and the mayor's signature under them."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from colonnade.network.charter.models import Application
from colonnade.network.charter.queries.questionnaire import Problem, asked, parse, problems, told
from colonnade.people.models import Signature
from colonnade.people.queries.signatures import Signable, register_signable, signatures_of
from colonnade.plumbing.languages import Text


def values_of(application: Application) -> dict[str, Any]:
    """Every answer by the code of its question, asked today or not."""
    return dict(application.answers.values_list("question", "value"))


def uploads_of(application: Application) -> dict[str, list[str]]:
    """SHA-256 of the files by the code of the question they answer, in the order in which they came."""
    found: dict[str, list[str]] = {}
    rows = application.uploads.filter(removed_at__isnull=True).order_by("pk")
    for question, digest in rows.values_list("question", "digest"):
        found.setdefault(question, []).append(digest)
    return found


def problems_of(application: Application) -> list[Problem]:
    """What keeps the answers from being handed in, question by question."""
    form = parse(application.questionnaire.definition)
    return problems(form, values_of(application), uploads_of(application))


def missing_answers(application: Application) -> list[str]:
    """The same as sentences that can stand alone."""
    return [problem.text for problem in problems_of(application)]


def digest_of(application: Application) -> str:
    """SHA-256 over call, city, questions asked and what was answered; a changed answer changes it."""
    form = parse(application.questionnaire.definition)
    values, uploads = values_of(application), uploads_of(application)
    shown = [question.code for question in asked(form, values)]
    content = {
        "call": str(application.call.uuid),
        "city": str(application.territory.uuid),
        "answers": {code: values[code] for code in shown if code in values},
        "uploads": {code: uploads[code] for code in shown if code in uploads},
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def signatures_under(application: Application) -> list[Signature]:
    """Signatures under the answers as they read now; a changed answer needs a new one."""
    return list(signatures_of(application.uuid).filter(digest=digest_of(application)))


def missing_signature(application: Application) -> str:
    """The sentence that says that nobody has signed the answers as they stand; empty where somebody has."""
    if signatures_under(application):
        return ""
    if signatures_of(application.uuid).exists():
        return _("The answers have changed since they were signed. They need to be signed again.")
    return _("The mayor has not signed yet.")


@register_signable
def signable_application(thing_id: UUID) -> Signable | None:
    """What the mayor signs: the call, the city and every answer, in the reader's language."""
    row = (
        Application.objects.select_related("call", "territory", "questionnaire").filter(uuid=thing_id).first()
    )
    if row is None:
        return None
    title = f"{row.call.title} · {row.territory.name}"
    parts = [
        f"{line.label}\n{line.text}"
        for section in told(parse(row.questionnaire.definition), values_of(row))
        for line in section.lines
        if line.text
    ]
    return Signable(Text(title, "", False), Text("\n\n".join(parts), "", False), digest_of(row))
