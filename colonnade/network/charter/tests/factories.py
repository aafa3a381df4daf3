"""Networks, Commissions, calls and applications to test with."""

from datetime import UTC, datetime, timedelta

from colonnade.network.charter.models import (
    Answer,
    Application,
    Call,
    Commission,
    Network,
    Questionnaire,
    Stage,
)

NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)
DEADLINE = datetime(2026, 5, 31, 21, 59, 59, tzinfo=UTC)  # 23:59:59 in Berlin
QUESTIONS = {
    "sections": [
        {
            "code": "city",
            "titles": {"en": "The city"},
            "questions": [
                {"code": "why", "type": "LONG_TEXT", "labels": {"en": "Why?"}, "required": True},
                {"code": "how", "type": "TEXT", "labels": {"en": "How?"}},
            ],
        }
    ]
}


def make_network(slug: str = "learners", **fields) -> Network:
    """A network with a name."""
    values = {
        "kind": "GLOBAL",
        "names": {"en": slug.title()},
        "languages": ["en"],
        "timezone": "Europe/Berlin",
    }
    return Network.objects.create(slug=slug, **{**values, **fields})


def make_commission(country: str = "DE", **fields) -> Commission:
    """The National Commission of a country."""
    return Commission.objects.create(country=country, **{"names": {"en": f"Commission {country}"}, **fields})


def make_call(
    network: Network, slug: str = "membership-2026", *, questions=QUESTIONS, stages=None, **fields
) -> Call:
    """A published call: open in May, endorsed in June, on Berlin's clock."""
    values = {
        "kind": "MEMBERSHIP",
        "state": "PUBLISHED",
        "titles": {"en": "Join us"},
        "timezone": "Europe/Berlin",
        "needs_signature": False,
    }
    call = Call.objects.create(network=network, slug=slug, **{**values, **fields})
    if stages is None:
        stages = {
            "OPEN": (NOON - timedelta(days=10), DEADLINE),
            "ENDORSEMENT": (DEADLINE, DEADLINE + timedelta(days=30)),
            "REVIEW": (DEADLINE + timedelta(days=30), DEADLINE + timedelta(days=60)),
        }
    for kind, (opens, closes) in stages.items():
        Stage.objects.create(call=call, kind=kind, opens_at=opens, closes_at=closes)
    if questions:
        Questionnaire.objects.create(call=call, version=1, definition=questions, made_at=NOON)
    return call


def make_application(call: Call, territory, state: str = "DRAFT", *, answers=None, **fields) -> Application:
    """An application as if it had always been in that state, with answers to what is asked."""
    values = {"questionnaire": call.questionnaires.first(), "started_at": NOON}
    if state != "DRAFT":
        values["submitted_at"] = NOON
    commission = Commission.objects.filter(country=territory.country).first()
    application = Application.objects.create(
        call=call, territory=territory, state=state, **{**values, "commission": commission, **fields}
    )
    for question, value in ({"why": "Because"} if answers is None else answers).items():
        Answer.objects.create(application=application, question=question, value=value, edited_at=NOON)
    return application
