"""How invented cities steer themselves: declaration, council, budget, plan, figures, scores, a report. All of it invented."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from colonnade.city.governance.actions.bodies import keep_body, seat_member
from colonnade.city.governance.actions.commitments import make_commitment
from colonnade.city.governance.actions.meetings import give_task, keep_meeting, record_decision, write_minutes
from colonnade.city.governance.actions.money import add_budget_line
from colonnade.city.governance.actions.plan import adopt_plan, begin_plan, keep_action, report_action
from colonnade.city.governance.actions.register import StakeholderFacts, keep_stakeholder
from colonnade.city.governance.actions.will import (
    keep_document,
    keep_pledge,
    publish_declaration,
    write_declaration,
)
from colonnade.city.governance.models import Action, Meeting, Stakeholder
from colonnade.city.governance.queries.plan_templates import plan_template
from colonnade.city.monitoring.actions.assessing import (
    LeftOpen,
    Said,
    agree_assessment,
    agree_features,
    open_assessment,
)
from colonnade.city.monitoring.actions.computing import compute_indicators
from colonnade.city.monitoring.actions.evidence import add_evidence
from colonnade.city.monitoring.actions.observing import Given, give_observation, keep_data_source
from colonnade.city.monitoring.actions.targets import set_target
from colonnade.city.monitoring.models import Assessment, Indicator
from colonnade.city.monitoring.vocabulary.observing import SourceKind
from colonnade.city.profile.models import District, Territory
from colonnade.drafting.actions.consulting import make_comment, open_consultation
from colonnade.drafting.actions.opening import SectionFacts, open_draft
from colonnade.plumbing.languages import choose
from colonnade.plumbing.permissions import System
from colonnade.portal.demo.charter import CHARTER, PROMISES
from colonnade.temple.queries import default_framework

BY = System("colonnade demo")
SECTORS = {
    "library": "CULTURE", "museum": "CULTURE", "school": "SCHOOLS", "university": "HIGHER_EDUCATION", "ngo": "CIVIL_SOCIETY",
    "company": "BUSINESS", "employer": "BUSINESS", "union": "UNIONS", "health": "HEALTH", "sports": "SPORTS",
    "municipality": "GOVERNMENT", "religious": "FAITH", "media": "MEDIA", "person": "RESIDENTS",
}  # fmt: skip
FIGURES = (
    ("KF1.1-a", 88),
    ("KF1.3-a", 34),
    ("KF4.2-a", 21),
    ("KF7.2-a", 71),
    ("KF6.4-a", 13),
    ("KF2.2-a", 8),
)
SCORES = {
    "KF4.3": 2, "KF4.4": 1, "KF5.2": 2, "KF5.3": 3, "KF6.2": 1, "KF7.1": 2, "KF8.1": 2, "KF8.4": 3, "KF9.1": 3, "KF9.3": 1,
    "KF10.1": 3, "KF10.2": 2, "KF10.3": 1, "KF11.1": 3, "KF11.2": 2, "KF12.1": 1, "KF12.4": 2,
}  # fmt: skip
CURRENCIES = {"BE": "EUR", "NZ": "NZD", "BO": "BOB", "CN": "CNY", "KZ": "KZT", "TN": "TND", "TZ": "TZS"}


def steer(city: Territory, data: dict[str, Any], number: int, at: datetime) -> None:
    """Fill one invented city; one that is filled already is left as it is."""
    if Stakeholder.objects.filter(territory=city).exists():
        return
    language = city.default_language
    with translation.override(language.lower()):
        members = list(_register(city, data, at))
        _council(city, language, members, at)
        _will(city, language, at)
        _plan(city, language, members, at)
        _money(city, members, at, number)
        _figures(city, number, at)
        _scores(city, language, at)
        _consultation(city, language, at)
        compute_indicators(territory=city, as_of=timezone.localdate(at), by=BY, at=at)


def _register(city: Territory, data: dict[str, Any], at: datetime) -> Iterator[Stakeholder]:
    districts = list(District.objects.filter(territory=city).order_by("code"))
    for place, each in enumerate(data["organisations"]):
        facts = StakeholderFacts(
            name=choose(each["name"], data["default_language"]).text,
            sector=SECTORS.get(each["type"], "CIVIL_SOCIETY"),
            district=districts[place % len(districts)] if districts and place % 4 else None,
            is_public=place % 5 != 4,
            joined_on=date(timezone.localdate(at).year - 2, 1 + place % 12, 1),
        )
        yield keep_stakeholder(territory=city, facts=facts, by=BY, at=at)


def _council(city: Territory, language: str, members: list[Stakeholder], at: datetime) -> None:
    body = keep_body(
        territory=city, language=language, name=_("Learning city council"), mandate=_("It coordinates the learning city."),
        kind="COUNCIL", quorum=3, founded_on=date(timezone.localdate(at).year - 2, 3, 1), is_public=True, by=BY, at=at,
    )  # fmt: skip
    for place, each in enumerate(members[:7]):
        role = ("CHAIR", "DEPUTY", "SECRETARY")[place] if place < 3 else "MEMBER"
        since = date(timezone.localdate(at).year - 2, 3, 1)
        seat_member(body=body, stakeholder=each, role=role, since=since, until=None, by=BY, at=at)
    agenda = [_("Welcome"), _("The plan"), _("Figures"), _("The learning festival")]
    zone = city.timezone or "UTC"
    meetings: list[Meeting] = [
        keep_meeting(
            body=body, agenda=agenda, title=_("Meeting of the council"), starts_at=at + timedelta(days=days), timezone=zone,
            is_public=True, by=BY, at=at,
        )
        for days in (-200, -100, 20)
    ]  # fmt: skip
    for held in meetings[:2]:
        presence = {each.pk: "PRESENT" if place % 4 else "EXCUSED" for place, each in enumerate(members[:7])}
        write_minutes(meeting=held, minutes="", state="HELD", presence=presence, by=BY, at=at)
    record_decision(
        meeting=meetings[0],
        text=_("We begin with the plan."),
        votes_for=4,
        votes_against=0,
        abstained=1,
        by=BY,
        at=at,
    )
    record_decision(meeting=meetings[1], text=_("We hold a learning festival."), by=BY, at=at)
    give_task(
        meeting=meetings[1], text=_("Write to the schools"), owner_stakeholder=members[1],
        due_on=timezone.localdate(at) + timedelta(days=14), by=BY, at=at,
    )  # fmt: skip


def _will(city: Territory, language: str, at: datetime) -> None:
    first = timezone.localdate(at).replace(month=1, day=15)
    draft = None
    for code, (title, text) in CHARTER.items():
        draft = write_declaration(
            territory=city,
            language=code,
            title=title,
            text=text,
            dated_on=first,
            open_to_signature=True,
            by=BY,
            at=at,
        )
    assert draft is not None
    publish_declaration(declaration=draft, by=BY, at=at)
    for features, texts in PROMISES:
        pledge = None
        for code, text in texts.items():
            pledge = keep_pledge(
                territory=city, language=code, text=text, pledge=pledge, made_on=first, features=list(features),
                due_on=first.replace(year=first.year + 2), by=BY, at=at,
            )  # fmt: skip
    keep_document(
        territory=city, language=language, title=_("Resolution of the council on lifelong learning"), summary="",
        kind="RESOLUTION", status="IN_FORCE", adopted_on=first, review_on=first.replace(year=first.year + 2),
        areas=["F10"], is_public=True, by=BY, at=at,
    )  # fmt: skip


def _plan(city: Territory, language: str, members: list[Stakeholder], at: datetime) -> None:
    today = timezone.localdate(at)
    plan = begin_plan(
        territory=city, language=language, title=_("Plan of the learning city"),
        vision=_("Lifelong learning for all is our city’s future."), starts_on=today.replace(month=1, day=1),
        ends_on=date(today.year + 2, 12, 31), template=plan_template("growing"), by=BY, at=at,
    )  # fmt: skip
    rows = list(Action.objects.filter(goal__plan=plan).select_related("goal__plan__territory").order_by("pk"))
    pledges = list(city.pledges.order_by("position"))
    for place, action in enumerate(rows):
        start = date(today.year, 1, 1) + timedelta(days=50 * place)
        title = choose(action.titles, language)
        keep_action(
            goal=action.goal, action=action, language=title.language or language, title=title.text, description="",
            starts_on=start, due_on=min(start + timedelta(days=300), plan.ends_on), led_by=members[place % len(members)],
            pledges=[pledges[place % len(pledges)]], by=BY, at=at,
        )  # fmt: skip
    adopt_plan(plan=plan, on=plan.starts_on, by=BY, at=at)
    for place, action in enumerate(rows[:7]):
        action.refresh_from_db()
        status = ("DONE", "DONE", "RUNNING", "RUNNING", "DELAYED", "RUNNING", "PLANNED")[place]
        report_action(
            action=action, status=status, note="", on=today - timedelta(days=20 * place), by=BY, at=at
        )


def _money(city: Territory, members: list[Stakeholder], at: datetime, number: int) -> None:
    year, currency = timezone.localdate(at).year, CURRENCIES.get(city.country, "EUR")
    lines = (
        (_("Libraries and learning centres"), "MUNICIPAL", "B5", "NON_FORMAL", 420_000, 400_000, 310_500),
        (_("Courses for adults"), "NATIONAL", "B4", "FORMAL", 260_000, 260_000, 198_240),
        (_("Learning festival"), "FOUNDATION", "B9", "INFORMAL", 45_000, 38_000, 38_000),
        (_("Devices and internet"), "INTERNATIONAL", "B7", "NON_FORMAL", 90_000, None, None),
    )
    for title, source, area, form, *amounts in lines:
        planned, committed, spent = (None if each is None else Decimal(each) for each in amounts)
        for back in (0, 1):
            add_budget_line(
                territory=city, year=year - back, title=title, source=source, area=area, form=form, currency=currency,
                planned=planned, committed=committed, spent=spent if back else None, by=BY, at=at,
            )  # fmt: skip
    today = timezone.localdate(at)
    promises = ((_("Rooms in the evening"), "ROOM", 3, "FULFILLED"), (_("Reading with children"), "VOLUNTEER_HOURS", 120, "RUNNING"), (_("Used computers"), "EQUIPMENT", 20, "AGREED"))  # fmt: skip
    for place, (text, kind, quantity, status) in enumerate(promises):
        make_commitment(
            territory=city, stakeholder=members[(place + number) % len(members)], text=text, kind=kind,
            quantity=Decimal(quantity), made_on=today - timedelta(days=120), due_on=today + timedelta(days=30 * place),
            status=status, is_public=True, by=BY, at=at,
        )  # fmt: skip


def _figures(city: Territory, number: int, at: datetime) -> None:
    source = keep_data_source(
        territory=city,
        name=_("Statistics office of the city (invented)"),
        kind=SourceKind.OFFICIAL,
        by=BY,
        at=at,
    )
    scheme, year = default_framework().key, timezone.localdate(at).year
    for place, (code, base) in enumerate(FIGURES):
        indicator = Indicator.objects.get(scheme=scheme, code=code, territory=None)
        falls = indicator.direction == "down"
        for back in range(4, 0, -1):
            step = (4 - back) * (place % 3 + 1) * (-1 if falls else 1)
            value = Decimal(base + (number * 7 + place * 3) % 9) + Decimal(step) / 2
            given = Given(value=value, unit=indicator.unit, sure="HIGH")
            give_observation(
                territory=city, indicator=indicator, source=source, when=str(year - back), given=given, by=BY, at=at,
                is_confirmed=True,
            )  # fmt: skip
    adult = Indicator.objects.get(scheme=scheme, code="KF4.2-a", territory=None)
    set_target(
        territory=city, indicator=adult, baseline=Decimal(15), baseline_year=year - 5, value=Decimal(40), year=year + 4,
        by=BY, at=at,
    )  # fmt: skip


def _scores(city: Territory, language: str, at: datetime) -> None:
    year = timezone.localdate(at).year
    for title, feature, guideline in ((_("Report of the learning festival"), "KF9.1", "CELEBRATION"), (_("Minutes of the council"), "KF11.1", "STRUCTURE"), (_("Survey among learners"), "KF8.4", "MONITORING")):  # fmt: skip
        add_evidence(
            territory=city, language=language, title=title, kind="LINK", url="https://example.org/evidence",
            dated_on=date(year - 1, 6, 1), features=[feature], guidelines=[guideline], is_public=True, by=BY, at=at,
        )  # fmt: skip
    held: Assessment = open_assessment(
        territory=city, framework=default_framework().key, year=year - 1, title=_("Self-assessment"), is_group=True,
        by=BY, at=at,
    )  # fmt: skip
    _agree(held, at)


def _agree(held: Assessment, at: datetime) -> None:
    """Agree the invented scores; what has none is left open, which is missing and not zero."""
    said: dict[str, Any] = {
        feature.code: Said(SCORES[feature.code], _("We talked about it in the council."))
        if feature.code in SCORES
        else LeftOpen(_("Nobody knows yet."))
        for feature in default_framework().features
    }
    agree_features(assessment=held, said=said, by=BY, at=at)
    agree_assessment(assessment=held, by=BY, at=at)


def _consultation(city: Territory, language: str, at: datetime) -> None:
    today = timezone.localdate(at)
    draft = open_draft(
        scope_id=city.uuid,
        kind="consultation",
        titles={language: _("What should the learning festival be about?")},
        language=language,
        sections=[
            SectionFacts(
                "idea",
                {language: _("The idea")},
                text=_("One week in spring, in every district, free for all."),
            ),
            SectionFacts(
                "places", {language: _("Where")}, text=_("In libraries, schools, clubs and on the streets.")
            ),
        ],
        is_demo=True,
        by=BY,
        at=at,
    )
    open_consultation(
        draft=draft, intro=_("Tell us what you would like to learn, and what you can show others."), opens_on=today,
        closes_on=today + timedelta(days=60), by=BY, at=at,
    )  # fmt: skip
    make_comment(
        draft=draft,
        text=_("I would like to show how to mend bicycles."),
        language=language,
        by=None,
        at=at,
        today=today,
    )
