"""Writing, publishing, extending, cancelling and copying calls."""

from datetime import datetime
from typing import Any

from django.db import transaction

from colonnade.network.charter.events import CallPublished, StageExtended
from colonnade.network.charter.models import Call, Extension, Network, Questionnaire, Stage
from colonnade.network.charter.queries.calls import questionnaire_of, stages_in_order
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.vocabulary.calls import STAGE_ORDER, CallState, StageKind
from colonnade.network.charter.vocabulary.conditions import Wrong, wrong_criteria, wrong_quotas, wrong_rules
from colonnade.people.queries import person_of
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce
from colonnade.plumbing.languages import tag

Dates = dict[str, tuple[datetime | None, datetime | None]]
"""Per kind of stage: when it opens, and the last moment that still counts."""


class CallInvalid(Exception):
    """Something in the call cannot be used; ``wrong`` says what."""

    def __init__(self, wrong: list[Wrong]) -> None:
        super().__init__("; ".join(f"{each.where}: {each.text}" for each in wrong))
        self.wrong = wrong


class CallIsClosed(Exception):
    """A record of the past, or a call that was cancelled, does not change."""


class AddressTaken(Exception):
    """The network has a call at this address."""


class StagesOutOfOrder(Exception):
    """A stage would close before the one that comes before it."""


class NotReady(Exception):
    """A call without questions or without a closing day cannot be published; ``missing`` names what it lacks."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class OnlyLonger(Exception):
    """An extension ends later than what was said before, and after now."""


@transaction.atomic
def draft_call(
    *, network: Network, slug: str, kind: str, titles: dict[str, str], by: Any, at: datetime, **facts: Any
) -> Call:
    """Begin a call that only the secretariat sees; ``facts`` may set rules, quotas, criteria and the rest.

    :raises AddressTaken: there is a call at this address.
    :raises CallInvalid: the rules, quotas or criteria cannot be used.
    """
    permissions.require(by, Permission.CALL_KEEP, network)
    if Call.objects.filter(network=network, slug=slug).exists():
        raise AddressTaken(slug)
    call = Call(network=network, slug=slug, kind=kind, titles=titles, timezone=network.timezone)
    for field, value in facts.items():
        setattr(call, field, value)
    _check(call)
    call.save()
    audit.record(by=by, verb=Permission.CALL_KEEP, thing=call, at=at, made=True)
    return call


@transaction.atomic
def describe_call(
    *, call: Call, language: str, title: str, about: str, by: Any, at: datetime, **facts: Any
) -> Call:
    """Write title and guidance in one language, and set facts; what was published may still be put right.

    :raises CallInvalid: the rules, quotas or criteria cannot be used.
    :raises CallIsClosed: it is a record of the past or was cancelled.
    """
    permissions.require(by, Permission.CALL_KEEP, call.network)
    if call.is_record or call.state == CallState.CANCELLED:
        raise CallIsClosed(call.slug)
    language = tag(language)
    call.titles = {code: text for code, text in {**call.titles, language: title.strip()}.items() if text}
    call.abouts = {code: text for code, text in {**call.abouts, language: about.strip()}.items() if text}
    changed = sorted(field for field, value in facts.items() if getattr(call, field) != value)
    for field, value in facts.items():
        setattr(call, field, value)
    _check(call)
    call.save()
    audit.record(by=by, verb=Permission.CALL_KEEP, thing=call, at=at, language=language, changed=changed)
    return call


def _check(call: Call) -> None:
    wrong = wrong_rules(call.rules) + wrong_quotas(call.quotas) + wrong_criteria(call.criteria, call.scale)
    if wrong:
        raise CallInvalid(wrong)


@transaction.atomic
def date_stages(*, call: Call, dates: Dates, by: Any, at: datetime) -> None:
    """Set when the stages of a draft open and close; after publication only :func:`extend_stage` does.

    :raises StagesOutOfOrder: one closes before the one that comes before it.
    :raises CallIsClosed: the call was published.
    """
    permissions.require(by, Permission.CALL_KEEP, call.network)
    if call.state != CallState.DRAFT and not call.is_record:
        raise CallIsClosed(call.slug)
    before: datetime | None = None
    for kind in STAGE_ORDER:
        closes = dates.get(kind, (None, None))[1]
        if closes and before and closes < before:
            raise StagesOutOfOrder(kind)
        before = closes or before
    for name, (opens, closes) in dates.items():
        if opens and closes and closes < opens:
            raise StagesOutOfOrder(name)
        Stage.objects.update_or_create(
            call=call, kind=name, defaults={"opens_at": opens, "closes_at": closes}
        )
    Stage.objects.filter(call=call).exclude(kind__in=list(dates)).delete()
    audit.record(
        by=by, verb=Permission.CALL_KEEP, thing=call, at=at,
        stages={kind: [_iso(each) for each in pair] for kind, pair in dates.items()},
    )  # fmt: skip


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


@transaction.atomic
def publish_call(*, call: Call, by: Any, at: datetime) -> Call:
    """Let everybody see a call. Announces ``CallPublished``.

    :raises NotReady: it has no closing day or asks nothing.
    """
    permissions.require(by, Permission.CALL_KEEP, call.network)
    missing = []
    opening = Stage.objects.filter(call=call, kind=StageKind.OPEN).first()
    if opening is None or opening.closes_at is None:
        missing.append("dates")
    newest = questionnaire_of(call)
    if newest is None or not newest.definition.get("sections"):
        missing.append("questions")
    if not any(call.titles.values()):
        missing.append("title")
    if missing:
        raise NotReady(missing)
    if call.state == CallState.DRAFT:
        call.state, call.published_at = CallState.PUBLISHED, at
        call.save(update_fields=["state", "published_at"])
        audit.record(by=by, verb=Permission.CALL_KEEP, thing=call, at=at, published=True)
        announce(CallPublished(call_id=call.pk))
    return call


@transaction.atomic
def extend_stage(*, stage: Stage, closes_at: datetime, reason: str, by: Any, at: datetime) -> Stage:
    """Let a stage close later; what was said before stays on record. Announces ``StageExtended``.

    :raises OnlyLonger: the new end is not later than the old one.
    """
    permissions.require(by, Permission.CALL_KEEP, stage.call.network)
    if closes_at <= at or (stage.closes_at and closes_at <= stage.closes_at):
        raise OnlyLonger(stage.kind)
    Extension.objects.create(
        stage=stage,
        closed_at=stage.closes_at,
        closes_at=closes_at,
        reason=reason.strip(),
        by=person_of(by),
        at=at,
    )
    stage.closes_at = closes_at
    stage.save(update_fields=["closes_at"])
    _push_later(stage)
    audit.record(
        by=by,
        verb=Permission.CALL_KEEP,
        thing=stage.call,
        at=at,
        stage=stage.kind,
        closes=closes_at.isoformat(),
    )
    announce(StageExtended(stage_id=stage.pk))
    return stage


def _push_later(stage: Stage) -> None:
    """Later stages never close before an earlier one: where they would, they close with it."""
    rest = STAGE_ORDER[STAGE_ORDER.index(StageKind(stage.kind)) + 1 :]
    for each in Stage.objects.filter(call_id=stage.call_id, kind__in=rest, closes_at__lt=stage.closes_at):
        each.closes_at = stage.closes_at
        each.save(update_fields=["closes_at"])


@transaction.atomic
def cancel_call(*, call: Call, by: Any, at: datetime) -> Call:
    """Call off a call; what cities wrote stays theirs to read."""
    permissions.require(by, Permission.CALL_KEEP, call.network)
    if call.is_record or call.state == CallState.CANCELLED:
        raise CallIsClosed(call.slug)
    call.state = CallState.CANCELLED
    call.save(update_fields=["state"])
    audit.record(by=by, verb=Permission.CALL_KEEP, thing=call, at=at, cancelled=True)
    return call


_COPIED = (
    "abouts", "timezone", "rules", "quotas", "criteria", "scale", "reviews_each", "needs_commission",
    "needs_signature", "is_blind",
)  # fmt: skip


@transaction.atomic
def copy_call(*, call: Call, slug: str, titles: dict[str, str], years: int, by: Any, at: datetime) -> Call:
    """Make next round's call from this one: rules, quotas, criteria, questions; its dates move by whole years.

    The copy is a draft. A day that the target year does not have (29 February) becomes the last of the month.
    """
    fresh = draft_call(
        network=call.network, slug=slug, kind=call.kind, titles=titles or call.titles, by=by, at=at,
        copied_from=call, **{field: getattr(call, field) for field in _COPIED},
    )  # fmt: skip
    for stage in stages_in_order(call):
        opens, closes = (_later(each, years, call) for each in (stage.opens_at, stage.closes_at))
        Stage.objects.create(call=fresh, kind=stage.kind, opens_at=opens, closes_at=closes)
    newest = questionnaire_of(call)
    if newest is not None:
        Questionnaire.objects.create(
            call=fresh, version=1, definition=newest.definition, made_at=at, made_by=person_of(by)
        )
    return fresh


def _later(moment: datetime | None, years: int, call: Call) -> datetime | None:
    """The same hour on the call's clock, years later."""
    if moment is None:
        return None
    local = moment.astimezone(call.zone)
    try:
        return local.replace(year=local.year + years)
    except ValueError:
        return local.replace(year=local.year + years, day=28)
