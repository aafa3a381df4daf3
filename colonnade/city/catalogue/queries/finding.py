"""From what somebody wishes to what there is: words, filters, dates, distance, counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from math import cos, radians

from django.utils import timezone

from colonnade.city.catalogue.models import Opportunity, Session
from colonnade.city.catalogue.queries.cards import Card, Point, cards, metres
from colonnade.city.catalogue.search import NO_DATE, day_number
from colonnade.city.profile.models import District
from colonnade.people.models import Organisation
from colonnade.plumbing.languages import Text, choose
from colonnade.plumbing.prepared import Prepared
from colonnade.plumbing.search import Answer, Question, engine

LONGEST_KEY = 18  # digits that any database takes for a key
FACETS = ("block", "district", "audience", "language", "mode", "free", "access", "provider")
PAGE = 20
NEAREST = 400
HALVINGS = 12
FARTHEST = 50_000
DEEPEST = 10_000
METRES_PER_DEGREE = 111_320.0

_districts = Prepared(lambda ids: District.objects.filter(pk__in=ids).values_list("id", "names"))
_providers = Prepared(lambda ids: Organisation.objects.filter(pk__in=ids).values_list("id", "names"))
_titles = Prepared(
    lambda ids: Opportunity.objects.filter(id__in=ids, deleted_at__isnull=True).values_list("id", "title")
)


@dataclass(frozen=True)
class Wish:
    """What somebody looks for. Everything is optional; unknown values find nothing rather than fail."""

    text: str = ""
    city: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # facet -> values, see FACETS
    when: str = ""  # "", "today", "weekend", "week", "month"
    first: date | None = None  # reaches back when it lies in the past
    last: date | None = None
    age: int | None = None
    near: Point | None = None
    metres: int = 0  # 0: any distance
    sort: str = ""  # "", "relevance", "date", "distance"
    page: int = 1
    limit: int = PAGE
    with_windows: bool = True


@dataclass(frozen=True)
class Found:
    """What there is."""

    total: int
    cards: list[Card]
    facets: dict[str, list[tuple[str, int]]]
    windows: dict[str, int]
    loosened: str
    names: dict[str, dict[str, Text]]  # facet -> value -> name, for districts and providers
    pages: int


def windows(today: date) -> dict[str, tuple[date, date]]:
    """The spans behind the words of the "when" filter."""
    to_saturday = (5 - today.weekday()) % 7
    saturday = today if today.weekday() == 6 else today + timedelta(days=to_saturday)
    sunday = saturday if today.weekday() == 6 else saturday + timedelta(days=1)
    return {
        "today": (today, today),
        "weekend": (saturday, sunday),
        "week": (today, today + timedelta(days=6)),
        "month": (today, today + timedelta(days=29)),
    }


def find(wish: Wish, language: str, now: datetime | None = None) -> Found:
    """Answer a wish in the reader's language. Coming and undated offers are found unless dates reach back."""
    now = now or timezone.now()
    question = _question(wish, language, now.astimezone(UTC).date())
    since = (
        datetime.combine(wish.first, datetime.min.time(), UTC)
        if wish.first and wish.first < now.date()
        else None
    )
    if wish.near and wish.sort == "distance":
        answer = _nearest(question, wish.near, wish.metres or FARTHEST)
        reachable = len(answer.ids)
        answer = replace(answer, ids=answer.ids[(wish.page - 1) * wish.limit : wish.page * wish.limit])
    else:
        answer = engine.ask("offers", question)
        reachable = min(answer.total, DEEPEST)
    return Found(
        total=answer.total,
        cards=cards(answer.ids, language, now, wish.near, since),
        facets=answer.facets,
        windows=answer.windows,
        loosened=answer.loosened,
        names=_names(answer.facets, wish, language),
        pages=-(-reachable // wish.limit) if wish.limit else 0,
    )


def matching_ids(wish: Wish, language: str, now: datetime) -> list[int]:
    """The offers that answer a wish, soonest first, up to its limit: for calendars, which need neither cards nor counts."""
    box_kept = replace(
        wish,
        metres=wish.metres or (FARTHEST if wish.sort == "distance" else 0),
        sort="date",
        with_windows=False,
    )
    return engine.ask("offers", _question(box_kept, language, now.astimezone(UTC).date())).ids


def span_of(wish: Wish, today: date) -> tuple[date | None, date | None]:
    """First and last day somebody wishes for, whether by a word or by dates."""
    return windows(today).get(wish.when, (wish.first, wish.last))


def suggestions(beginning: str, city: str, language: str, limit: int = 8) -> list[str]:
    """Titles that go on like what was typed, without repetitions, in the reader's language where there is one."""
    ids = engine.completions("offers", beginning, {"city": (city,)} if city else {}, limit * 3)
    rows = dict(_titles.rows(ids))
    titles = (choose(rows[key], language).text for key in ids if key in rows)
    return list(dict.fromkeys(titles))[:limit]


def _question(wish: Wish, language: str, today: date) -> Question:
    chosen = {name: tuple(values) for name, values in wish.chosen.items() if values and name in FACETS}
    if wish.city:
        chosen["city"] = (wish.city,)
    first, last = span_of(wish, today)
    between: dict[str, tuple[int | None, int | None]] = {}
    at_least: dict[str, int] = {}
    if first and last:
        between["days"] = (day_number(first), day_number(last))
    elif first:
        at_least["last_day"] = day_number(first)
    elif last:
        between["days"] = (day_number(today), day_number(last))
    else:
        at_least["last_day"] = day_number(today)
    if wish.age is not None:
        between["age_lo"] = (None, wish.age)
        between["age_hi"] = (wish.age, None)
    by_date = wish.sort == "date" or (not wish.sort and not wish.text)
    spans = {name: ("days", day_number(a), day_number(b)) for name, (a, b) in windows(today).items()}
    return Question(
        text=wish.text[:300],
        language=language,
        chosen=chosen,
        at_least=at_least,
        between=between,
        box=_box(wish.near, wish.metres) if wish.near and (wish.metres or wish.sort == "distance") else None,
        order_by="next_at" if by_date else "",
        facets=FACETS if wish.with_windows else FACETS[:0],
        windows=spans if wish.with_windows else {},
        limit=wish.limit,
        offset=min((wish.page - 1) * wish.limit, DEEPEST),
    )


def _box(near: Point, reach: float) -> tuple[float, float, float, float]:
    """South, west, north, east around a point; fifty kilometres where no distance was chosen."""
    degrees = (reach or FARTHEST) / METRES_PER_DEGREE
    wider = degrees / max(cos(radians(near[0])), 0.05)
    return near[0] - degrees, near[1] - wider, near[0] + degrees, near[1] + wider


def _nearest(question: Question, near: Point, reach: float) -> Answer:
    """Answer with offers in order of distance. Of more than can be weighed, those in a smaller circle are taken."""
    whole = engine.ask("offers", replace(question, limit=NEAREST, offset=0, order_by=""))
    if whole.total <= NEAREST:
        return replace(whole, ids=_by_distance(whole.ids, near))
    bare = replace(question, limit=NEAREST, offset=0, order_by="", facets=(), windows={})
    ids, low, high = list(whole.ids), 0.0, reach
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        circle = engine.ask("offers", replace(bare, box=_box(near, middle)))
        ids = [*circle.ids, *ids]
        if NEAREST // 2 <= circle.total <= NEAREST:
            break
        low, high = (middle, high) if circle.total < NEAREST else (low, middle)
    return replace(whole, ids=_by_distance(list(dict.fromkeys(ids)), near)[:NEAREST])


def _by_distance(ids: list[int], near: Point) -> list[int]:
    spots = Session.objects.filter(opportunity_id__in=ids, place__latitude__isnull=False)
    nearest: dict[int, float] = {}
    for key, latitude, longitude in spots.values_list(
        "opportunity_id", "place__latitude", "place__longitude"
    ):
        away = metres(near, (latitude or 0.0, longitude or 0.0))
        nearest[key] = min(away, nearest.get(key, away))
    return sorted(nearest, key=lambda key: (nearest[key], key))


def _names(
    facets: Mapping[str, list[tuple[str, int]]], wish: Wish, language: str
) -> dict[str, dict[str, Text]]:
    """Names of the districts and providers that were counted or chosen."""
    wanted = {
        name: {
            int(value)
            for value in [*(value for value, _ in facets.get(name, [])), *wish.chosen.get(name, ())]
            if value.isascii() and value.isdigit() and len(value) <= LONGEST_KEY
        }
        for name in ("district", "provider")
    }
    names: dict[str, dict[str, Text]] = {}
    for name, held in (("district", _districts), ("provider", _providers)):
        rows = held.rows(sorted(wanted[name]))
        names[name] = {str(key): choose(texts, language) for key, texts in rows}
    return names


__all__ = ["FACETS", "NO_DATE", "Found", "Wish", "find", "matching_ids", "span_of", "suggestions", "windows"]
