"""The chain that a citizen can follow: promise, plan, action, money, offers, learners; and from an offer back up.

Which offers an action brings about is said by ``ActionReach`` and looked up in the search index, so that the chain
shows exactly what the search shows. Who learned is not counted yet, and is shown as missing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from colonnade.city.catalogue.models import Opportunity
from colonnade.city.catalogue.queries import Card, cards, offers_on_show
from colonnade.city.catalogue.queries.wishing import address
from colonnade.city.catalogue.search import day_number
from colonnade.city.catalogue.vocabulary import Block, SessionStatus
from colonnade.city.governance.models import Action, BudgetLine, Pledge
from colonnade.city.governance.vocabulary.plan import PlanState
from colonnade.city.governance.vocabulary.resources import Figure
from colonnade.city.monitoring.models import ActionReach
from colonnade.city.profile.models import District, Territory
from colonnade.people.models import Organisation
from colonnade.plumbing import spoken
from colonnade.plumbing.languages import Text, choose
from colonnade.plumbing.search import Question, engine

SHOWN_OFFERS = 3
MOST_OFFERS = 20_000
PUBLIC_PLANS = (PlanState.ADOPTED, PlanState.CLOSED)


@dataclass(frozen=True)
class Money:
    """What the lines of a chain add up to in one currency; an amount that no line states is empty, never nought."""

    currency: str
    planned: str
    committed: str
    spent: str
    lines: int


@dataclass(frozen=True)
class Said:
    """One thing that the team said about the offers of an action, with the way to what it finds."""

    uuid: UUID
    words: str
    url: str
    offers: int


@dataclass(frozen=True)
class Chain:
    """What follows from a promise or an action; the actions themselves stand on the page of the promise.

    ``learners`` stays empty until people can sign up here.
    """

    plans: tuple[tuple[Text, str], ...]
    money: tuple[Money, ...]
    said: tuple[Said, ...]
    offers: int
    next_offers: tuple[Card, ...]
    learners: int | None = None


@dataclass(frozen=True)
class Served:
    """An action that brings an offer about, with the promises behind it."""

    title: Text
    url: str
    pledges: tuple[tuple[Text, str], ...]


def chain_of_pledge(pledge: Pledge, language: str, now: datetime, *, team: bool = False) -> Chain:
    """What follows from a promise. Actions of a plan that is still a draft are for the ``team``."""
    found = _visible(pledge.actions.all(), team).order_by("due_on", "pk")
    return _chain(pledge.territory, list(found), language, now)


def chain_of_action(action: Action, language: str, now: datetime) -> Chain:
    """What follows from an action that the reader may see."""
    return _chain(action.territory, [action], language, now)


def chain_of_offer(offer: Opportunity) -> list[Served]:
    """Which actions, and which promises, an offer serves; asks the database once, and once more only where it does.

    Takes the offer as ``catalogue.queries.offer_shown`` gives it, with its dates.
    """
    reaches = (
        ActionReach.objects.filter(
            action__territory=offer.city_id, action__goal__plan__state__in=PUBLIC_PLANS
        )
        .select_related("action__territory")
        .order_by("action__due_on", "action_id", "pk")
    )
    serving: dict[int, Action] = {}
    for each in reaches:
        if each.action_id not in serving and _serves(offer, each):
            serving[each.action_id] = each.action
    if not serving:
        return []
    pledges: dict[int, list[Pledge]] = defaultdict(list)
    through = Pledge.actions.through.objects.filter(action_id__in=serving, pledge__is_public=True)
    for link in through.select_related("pledge__territory").order_by("pledge__position", "pledge_id"):
        pledges[link.action_id].append(link.pledge)
    return [
        Served(
            action.title,
            reverse("governance:action", args=[action.territory.slug, action.uuid]),
            tuple(
                (each.text, reverse("governance:pledge", args=[action.territory.slug, each.uuid]))
                for each in pledges[key]
            ),
        )
        for key, action in serving.items()
    ]


def action_called(territory: Territory, uuid: UUID) -> Action | None:
    """One action of the city's plans, drafts included: for the team."""
    rows = Action.objects.filter(territory=territory, uuid=uuid)
    return rows.select_related("goal__plan__territory", "territory").first()


def reach_called(action: Action, uuid: UUID) -> ActionReach | None:
    """One thing said about the offers of an action."""
    return reaches_of([action]).filter(uuid=uuid).first()


def reaches_of(actions: Iterable[Action]) -> QuerySet[ActionReach]:
    """Everything said about the offers of these actions."""
    rows = ActionReach.objects.filter(action__in=list(actions))
    return rows.select_related("provider", "district__territory", "action__territory").order_by(
        "said_at", "pk"
    )


def providers_to_choose(territory: Territory) -> list[tuple[int, str]]:
    """Who offers anything in the city, by name."""
    rows = Organisation.objects.filter(opportunities__in=offers_on_show().filter(city=territory)).distinct()
    return sorted(
        ((each.pk, str(each.name)) for each in rows), key=lambda each: (each[1].casefold(), each[0])
    )


def districts_to_choose(territory: Territory) -> list[tuple[int, str]]:
    """The districts of the city, by name."""
    rows = District.objects.filter(territory=territory).select_related("territory")
    return sorted(
        ((each.pk, str(each.name)) for each in rows), key=lambda each: (each[1].casefold(), each[0])
    )


def offer_here(territory: Territory, uuid: UUID) -> Opportunity | None:
    """An offer on show in the city."""
    return offers_on_show().filter(city=territory, uuid=uuid).first()


def _visible(actions: QuerySet[Action], team: bool) -> QuerySet[Action]:
    rows = actions.select_related("goal__plan__territory", "territory")
    return rows if team else rows.filter(goal__plan__state__in=PUBLIC_PLANS)


def _chain(territory: Territory, actions: Sequence[Action], language: str, now: datetime) -> Chain:
    reaches = list(reaches_of(actions)) if actions else []
    single = _single_offers(territory, reaches)
    found: dict[int, None] = {}
    heads: list[int] = []
    said: list[Said] = []
    for each in reaches:
        ids = (
            [single[each.offer].pk]
            if each.offer in single
            else []
            if each.offer
            else _asked(territory, each, language, now)
        )
        found.update(dict.fromkeys(ids))
        heads += ids[:SHOWN_OFFERS]
        said.append(_said(territory, each, single, len(ids), language))
    next_cards = sorted(
        cards(list(dict.fromkeys(heads)), language, now), key=lambda card: (card.when_iso or "9", card.id)
    )
    return Chain(
        tuple({each.goal.plan_id: _plan(territory, each) for each in actions}.values()),
        _money(actions, language),
        tuple(said),
        len(found),
        tuple(next_cards[:SHOWN_OFFERS]),
    )


def _plan(territory: Territory, action: Action) -> tuple[Text, str]:
    plan = action.goal.plan
    return plan.title, reverse("governance:plan-shown", args=[territory.slug, plan.uuid])


def _money(actions: Sequence[Action], language: str) -> tuple[Money, ...]:
    """Sums by currency, to the cent: added up here, because a database may add in binary fractions."""
    sums: dict[str, dict[str, list[Decimal]]] = {}
    counted: dict[str, int] = defaultdict(int)
    rows = BudgetLine.objects.filter(action__in=list(actions), removed_at__isnull=True).order_by(
        "currency", "pk"
    )
    for line in rows:
        held = sums.setdefault(line.currency, {figure: [] for figure in Figure.values})
        counted[line.currency] += 1
        for figure in Figure.values:
            if (amount := getattr(line, figure)) is not None:
                held[figure].append(amount)

    def told(currency: str, figure: str) -> str:
        amounts = sums[currency][figure]
        return spoken.money(str(sum(amounts, Decimal(0))), currency, language) if amounts else ""

    return tuple(
        Money(
            currency,
            told(currency, Figure.PLANNED),
            told(currency, Figure.COMMITTED),
            told(currency, Figure.SPENT),
            counted[currency],
        )
        for currency in sums
    )


def _single_offers(territory: Territory, reaches: Sequence[ActionReach]) -> dict[UUID | None, Opportunity]:
    wanted = [each.offer for each in reaches if each.offer]
    if not wanted:
        return {}
    return {each.uuid: each for each in offers_on_show().filter(city=territory, uuid__in=wanted)}


def _asked(territory: Territory, reach: ActionReach, language: str, now: datetime) -> list[int]:
    """Offers that are coming and fit, soonest first."""
    today = day_number(now.astimezone(UTC).date())
    return _ask(territory.slug, reach, language, {"last_day": today})


def _ask(slug: str, reach: ActionReach, language: str, at_least: dict[str, int]) -> list[int]:
    chosen = {name: values for name, values in _chosen(reach) if name != "q"}
    question = Question(
        text=reach.words, language=language, chosen={"city": (slug,), **{k: (v,) for k, v in chosen.items()}},
        at_least=at_least, order_by="next_at", limit=MOST_OFFERS,
    )  # fmt: skip
    answer = engine.ask("offers", question)
    return [] if answer.loosened else answer.ids


def _chosen(reach: ActionReach) -> list[tuple[str, str]]:
    """What was said, as parameters of the search page."""
    held = [
        ("q", reach.words),
        ("block", reach.block),
        ("provider", str(reach.provider_id or "")),
        ("district", str(reach.district_id or "")),
    ]
    return [(name, value) for name, value in held if value]


def _said(
    territory: Territory,
    reach: ActionReach,
    single: dict[UUID | None, Opportunity],
    number: int,
    language: str,
) -> Said:
    if reach.offer:
        offer = single.get(reach.offer)
        words = str(offer.heading) if offer else _("an offer that is gone")
        return Said(reach.uuid, words, offer.get_absolute_url() if offer else "", number)
    parts = [
        f"“{reach.words}”" if reach.words else "",
        str(Block(reach.block).label) if reach.block in Block.values else "",
        choose(reach.provider.names, language).text if reach.provider else "",
        str(reach.district.name) if reach.district else "",
    ]
    url = reverse("catalogue:search") + address([("city", territory.slug), *_chosen(reach)])
    return Said(reach.uuid, spoken.listed(filter(None, parts)), url, number)


def _serves(offer: Opportunity, reach: ActionReach) -> bool:
    if reach.offer:
        return reach.offer == offer.uuid
    if reach.provider_id and reach.provider_id != offer.provider_id:
        return False
    if reach.block and reach.block not in offer.building_blocks:
        return False
    if reach.district_id and reach.district_id not in _districts(offer):
        return False
    if not reach.words:
        return True
    return offer.pk in _ask(reach.action.territory.slug, reach, "", {})


def _districts(offer: Opportunity) -> set[Any]:
    dates = list(offer.sessions.all())
    standing = [each for each in dates if each.status != SessionStatus.CANCELLED] or dates
    return {each.place.district_id for each in standing if each.place is not None}
