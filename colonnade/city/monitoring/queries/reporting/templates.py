"""The forms of report that come with the program, and those a city has made.

The biennial report follows the sections that members of the network have been asked for (domain.md 2.5; the order is
reconstructed and may differ from the next questionnaire). A city changes a copy; a call of a network brings its own.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from colonnade.city.monitoring.models import ReportTemplate
from colonnade.city.monitoring.vocabulary.reporting import SIX
from colonnade.city.profile.models import Territory
from colonnade.plumbing.languages import LanguageMap, choose

MOST_WORDS = 5000


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a form. ``drafter`` names what drafts it from the data; empty where only people can write it."""

    key: str
    heading: Any
    guidance: Any
    word_limit: int
    required: bool = True
    drafter: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A form of report: its sections in order, and how many years it covers."""

    code: str
    name: Any
    about: Any
    years: int
    parts: tuple[Part, ...]


BIENNIAL = Template(
    "biennial-progress",
    _("Biennial progress report"),
    _("What a member of a network of learning cities reports every two years."),
    2,
    (
        Part("profile", _("The city"), _("Who you are, and whom to ask."), 150, True, "profile"),
        Part("plan", _("Vision, plan and what it rests on"), _("The vision, the plan in force, where its actions stand, and the documents behind it."), 300, True, "plan"),
        Part("coordination", _("Coordination and participation"), _("Who takes part, how often the council met, what it decided."), 300, True, "coordination"),
        Part("resources", _("Resources"), _("Money by source, commitments of others, hours that people gave."), 300, True, "resources"),
        Part("access", _("Learning for everybody"), _("How many offers there are, for whom, in which languages, how many are free."), 300, True, "access"),
        Part("celebration", _("Celebrating learning"), _("Festivals, days of open doors, campaigns."), 200, False, "celebration"),
        Part("monitoring", _("Monitoring and evaluation"), _("What is measured, how sure it is, what nobody has measured yet."), 300, True, "monitoring"),
        Part("achievements", _("Main achievements"), _("What was reached in these years, with figures."), 500, True, "achievements"),
        Part("practice", _("One programme others could learn from"), _("What problem it solved, for whom, how, at what cost, and how you know."), 400, True),
        Part("challenges", _("Challenges and needs"), _("What is late, what could go wrong, where the city stands weakest."), 300, True, "challenges"),
        Part("cooperation", _("Cooperation with other cities"), _("Partnerships, exchange, what you gave to the network."), 300, False),
        Part("outlook", _("The next two years"), _("What you will do, by when, and how it will be measured."), 300, True, "outlook"),
        Part("feedback", _("What you need from the network"), _("Advice, contacts, help: what would move you on."), 150, False),
    ),
)  # fmt: skip

MAYOR = Template(
    "mayor-one-page",
    _("The mayor’s one page"),
    _("Where the city stands, on one page, with what has to be decided."),
    1,
    (
        Part("standing", _("Where we stand"), _("The temple in three sentences."), 80, True, "standing"),
        Part(
            "achievements",
            _("What we have reached"),
            _("Three things, with figures."),
            80,
            True,
            "achievements",
        ),
        Part(
            "challenges",
            _("What worries us"),
            _("What is late and what could go wrong."),
            80,
            True,
            "challenges",
        ),
        Part("money", _("Money"), _("What was planned, committed and spent."), 60, False, "resources"),
        Part("decision", _("What you are asked to decide"), _("One sentence for each decision."), 60, True),
    ),
)

YEARLY = Template(
    "yearly",
    _("Yearly report"),
    _("What happened in a year, for the council and for everybody in the city."),
    1,
    (
        Part("foreword", pgettext_lazy("of a report", "Foreword"), _("A few sentences of the mayor."), 200, False),
        Part("standing", _("Where we stand"), _("The temple, and what changed."), 200, True, "standing"),
        Part("plan", _("The plan"), _("Where its actions stand."), 250, True, "plan"),
        Part("coordination", _("Coordination and participation"), _("Who takes part, how often the council met, what it decided."), 250, True, "coordination"),
        Part("access", _("Learning for everybody"), _("How many offers there are, for whom, in which languages, how many are free."), 250, True, "access"),
        Part("resources", _("Resources"), _("Money by source, commitments of others, hours that people gave."), 250, True, "resources"),
        Part("monitoring", _("Figures"), _("What is measured, how sure it is, what nobody has measured yet."), 250, True, "monitoring"),
        Part("outlook", _("Next year"), _("What you will do, by when, and how it will be measured."), 250, True, "outlook"),
    ),
)  # fmt: skip

SHIPPED = (BIENNIAL, MAYOR, YEARLY)


def templates_for(territory: Territory) -> list[Template]:
    """Every form a city may report with: those of the program, then its own."""
    own = ReportTemplate.objects.filter(territory=territory).order_by("pk")
    return [*SHIPPED, *(_own(each) for each in own)]


def template_called(territory: Territory, code: str) -> Template | None:
    """The form with this code (or uuid, for one of the city's own); ``None`` where there is none."""
    for each in SHIPPED:
        if each.code == code:
            return each
    try:
        uuid = UUID(code)
    except ValueError:
        return None
    own = ReportTemplate.objects.filter(territory=territory, uuid=uuid).first()
    return _own(own) if own else None


def in_six(text: Any) -> LanguageMap:
    """A text of ours in all languages of the interface; a language map as it is."""
    if isinstance(text, dict):
        return text
    found = {}
    for code in SIX:
        with translation.override(code.lower()):
            found[code] = str(text)
    return found


def _own(row: ReportTemplate) -> Template:
    return Template(
        str(row.uuid),
        choose(row.names).text,
        "",
        row.years,
        tuple(
            Part(
                each["key"],
                each["headings"],
                each.get("guidance", {}),
                each.get("word_limit") or MOST_WORDS,
                bool(each.get("required")),
                each.get("drafter", ""),
            )
            for each in row.sections
        ),
    )
