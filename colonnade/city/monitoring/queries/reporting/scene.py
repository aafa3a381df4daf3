"""What a drafter sees: the city, the years, and where it stood before and after; and what it gives back."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from colonnade.city.monitoring.queries.standing import Facts, Standing, facts_of, reckon
from colonnade.city.profile.models import Territory
from colonnade.temple.queries import Framework, default_framework


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure in a report, and the evidence behind it: what, how much, of when, from whom, where to check."""

    label: str
    value: str
    when: str = ""
    source: str = ""
    url: str = ""

    def as_data(self) -> dict[str, str]:
        """Plain values, as a version of a draft keeps them."""
        return {
            "label": self.label,
            "value": self.value,
            "when": self.when,
            "source": self.source,
            "evidence": self.url,
        }


@dataclass(frozen=True, slots=True)
class Drafted:
    """A text in Markdown, the figures it rests on, and what could not be said because nobody knows."""

    text: str = ""
    facts: tuple[Fact, ...] = ()
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """One city in some years. Everything is read as of ``today``."""

    territory: Territory
    first_year: int
    last_year: int
    today: date

    @property
    def starts_on(self) -> date:
        """First day of the years reported on."""
        return date(self.first_year, 1, 1)

    @property
    def ends_on(self) -> date:
        """Last day of the years reported on."""
        return date(self.last_year, 12, 31)

    @property
    def span(self) -> tuple[date, date]:
        """Both days, for a range."""
        return self.starts_on, self.ends_on

    @property
    def after(self) -> tuple[date, date]:
        """The two years that follow."""
        return self.ends_on + timedelta(days=1), date(self.last_year + 2, 12, 31)

    @cached_property
    def framework(self) -> Framework:
        """The framework a learning city is drawn with."""
        return default_framework()

    @cached_property
    def facts(self) -> Facts:
        """What the temple is reckoned from."""
        return facts_of([self.territory], self.framework)[self.territory.pk]

    @cached_property
    def standing(self) -> Standing:
        """The temple at the end of the years reported on."""
        return reckon(self.facts, self.framework, self.last_year, self.today)

    @cached_property
    def before(self) -> Standing:
        """The temple at the end of the year before them."""
        return reckon(self.facts, self.framework, self.first_year - 1, self.today)
