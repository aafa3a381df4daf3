"""An invented catalogue of seven cities in seven languages: the same offers for the same seed and day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from tools.bench.words import Vocabulary, vocabulary

SEED = 20261122
PROVIDERS, VENUES, DISTRICTS, CATEGORIES = 300, 400, 14, 24
PAST_DAYS, COMING_DAYS = 20, 200
MODES = ("", "", "", "online", "on site", "hybrid")


@dataclass(frozen=True)
class City:
    """One invented city."""

    slug: str
    name: str
    country: str
    language: str
    timezone: str
    currency: str
    latitude: float
    longitude: float
    share: float  # of all offers


CITIES = (
    City("bench-en", "Northmere", "IE", "en", "Europe/Dublin", "EUR", 53.33, -6.25, 0.30),
    City("bench-es", "Valdeluz", "ES", "es", "Europe/Madrid", "EUR", 40.41, -3.70, 0.16),
    City("bench-fr", "Belrive", "FR", "fr", "Europe/Paris", "EUR", 48.85, 2.35, 0.14),
    City("bench-de", "Lauterfeld", "DE", "de", "Europe/Berlin", "EUR", 52.52, 13.40, 0.14),
    City("bench-ru", "Светлогорье", "KZ", "ru", "Asia/Almaty", "KZT", 43.25, 76.95, 0.10),
    City("bench-ar", "واحة النور", "EG", "ar", "Africa/Cairo", "EGP", 30.05, 31.25, 0.08),
    City("bench-zh", "明光城", "CN", "zh", "Asia/Shanghai", "CNY", 31.23, 121.47, 0.08),
)


@dataclass(frozen=True, slots=True)
class Venue:
    """Where something is held."""

    name: str
    street: str
    postal_code: str
    district: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Offer:
    """One invented offer with one date."""

    id: str
    city: City
    title: str
    description: str
    keywords: tuple[str, ...]
    category: str
    provider: str
    venue: Venue
    start: datetime  # local
    end: datetime
    price: str  # "", "0" or an amount
    age_min: int | None
    mode: str
    url: str


class Town:
    """What the offers of one city share: who offers, where, under which headings."""

    def __init__(self, city: City, seed: int) -> None:
        self.city = city
        self.words: Vocabulary = vocabulary(city.language)
        chance = Random(f"{seed} {city.slug} town")
        name = self.words.title
        self.districts = [f"{name(chance)} {number}" for number in range(1, DISTRICTS + 1)]
        self.categories = [" ".join(chance.sample(self.words.topics, 2)) for _ in range(CATEGORIES)]
        self.providers = [f"{name(chance)} {number}" for number in range(1, PROVIDERS + 1)]
        self.venues = [self._venue(chance, number) for number in range(1, VENUES + 1)]

    def _venue(self, chance: Random, number: int) -> Venue:
        return Venue(
            name=f"{self.words.title(chance)} {number}",
            street=f"{self.words.words[200 + number]} {chance.randint(1, 180)}",
            postal_code=f"{chance.randint(10_000, 99_999)}",
            district=chance.choice(self.districts),
            latitude=round(self.city.latitude + chance.uniform(-0.08, 0.08), 5),
            longitude=round(self.city.longitude + chance.uniform(-0.12, 0.12), 5),
        )

    def offer(self, chance: Random, number: int, today: date) -> Offer:
        """The offer of this number."""
        day = today + timedelta(days=chance.randint(-PAST_DAYS, COMING_DAYS))
        start = datetime.combine(day, time(chance.randint(8, 20), chance.choice((0, 15, 30))))
        return Offer(
            id=f"{self.city.slug}-{number}",
            city=self.city,
            title=self.words.title(chance),
            description=self.words.text(chance, chance.randint(30, 80)),
            keywords=tuple(chance.sample(self.words.topics, chance.randint(1, 4))),
            category=chance.choice(self.categories),
            provider=self.providers[min(int(chance.paretovariate(0.6)), PROVIDERS) - 1],
            venue=chance.choice(self.venues),
            start=start,
            end=start + timedelta(minutes=chance.choice((60, 90, 120, 180))),
            price=chance.choice(("", "0", "0", "5", "12.50", "48")),
            age_min=chance.choice((None, None, 6, 14, 18, 60)),
            mode=chance.choice(MODES),
            url=f"https://example.org/{self.city.slug}/{number}",
        )


def offers(count: int, city: City, today: date, seed: int = SEED) -> Iterator[Offer]:
    """Yield so many offers of one city."""
    town = Town(city, seed)
    chance = Random(f"{seed} {city.slug}")
    for number in range(1, count + 1):
        yield town.offer(chance, number, today)


def shares(count: int) -> list[tuple[City, int]]:
    """Part a number of offers among the cities."""
    return [(city, round(count * city.share)) for city in CITIES]


def broad_words(language: str, count: int = 12) -> list[str]:
    """Words that stand in every tenth text or so."""
    known = vocabulary(language)
    topics = set(known.topics)
    return [word for word in known.words[30:400] if word in topics and len(word) > 3 or language == "zh"][
        :count
    ]


def rare_words(language: str, count: int = 12) -> list[str]:
    """Words of which a few dozen texts have one."""
    return vocabulary(language).words[1500 : 1500 + count]
