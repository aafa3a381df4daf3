"""What the public said to a draft: who sees it, how many support it, what became of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, Exists, F, OuterRef, QuerySet, Value, Window
from django.db.models.functions import RowNumber

from colonnade.drafting.models import Comment, Draft, Support
from colonnade.drafting.vocabulary import Outcome, Visibility


@dataclass(frozen=True)
class Counts:
    """How many comments there are: on show, waiting, hidden; and what became of those on show."""

    shown: int
    waiting: int
    hidden: int
    by_outcome: dict[str, int]
    by_section: dict[int | None, int]

    @property
    def answered(self) -> int:
        """How many of those on show have their answer."""
        return self.shown - self.by_outcome.get(Outcome.OPEN, 0)

    @property
    def outcomes(self) -> list[tuple[str, str, int]]:
        """Code, words and number of every outcome, answered ones first; none is left out because it is zero."""
        order = [Outcome.TAKEN, Outcome.PARTLY, Outcome.NOT_TAKEN, Outcome.NOTED, Outcome.OPEN]
        return [(each.value, str(each.label), self.by_outcome.get(each, 0)) for each in order]


def comments_on_show(draft: Draft, person: Any = None) -> QuerySet[Comment]:
    """Comments everybody may read, the most supported first, with ``supporters``, ``is_supported`` and section."""
    return _dressed(Comment.objects.filter(draft=draft, visibility=Visibility.SHOWN), person)


def leading_comments(draft: Draft, person: Any = None, *, each: int = 3) -> dict[int | None, list[Comment]]:
    """The few most supported comments of every section, by the section's key in the database."""
    place = Window(
        RowNumber(),
        partition_by=F("section_id"),
        order_by=[F("supporters").desc(), F("made_at").asc(), F("pk").asc()],
    )
    found: dict[int | None, list[Comment]] = {}
    for comment in comments_on_show(draft, person).annotate(place=place).filter(place__lte=each):
        found.setdefault(comment.section_id, []).append(comment)
    return found


def comment_with(uuid: UUID, person: Any = None) -> Comment | None:
    """The comment with this uuid, whoever may see it, with its draft."""
    return _dressed(Comment.objects.filter(uuid=uuid).select_related("draft"), person).first()


def comments_to_look_at(draft: Draft) -> QuerySet[Comment]:
    """Comments without an account that nobody has looked at, oldest first."""
    waiting = Comment.objects.filter(draft=draft, visibility=Visibility.WAITING)
    return _dressed(waiting, None).order_by("made_at", "pk")


def comments_to_answer(draft: Draft) -> QuerySet[Comment]:
    """Comments on show that have no answer, the most supported first."""
    return comments_on_show(draft).filter(outcome=Outcome.OPEN).exclude(text="")


def comments_hidden(draft: Draft) -> QuerySet[Comment]:
    """Comments that the team has hidden, newest first."""
    hidden = Comment.objects.filter(draft=draft, visibility=Visibility.HIDDEN)
    return _dressed(hidden, None).order_by("-made_at", "-pk")


def comments_among(draft: Draft, pks: Iterable[int]) -> QuerySet[Comment]:
    """These comments of a draft, whoever may see them."""
    return _dressed(Comment.objects.filter(draft=draft, pk__in=list(pks)), None)


def comment_counts(draft: Draft) -> Counts:
    """How many comments there are, in one question."""
    rows = (
        Comment.objects.filter(draft=draft)
        .order_by()
        .values_list("visibility", "outcome", "section_id")
        .annotate(number=Count("pk"))
    )
    by_visibility: Counter[str] = Counter()
    by_outcome: Counter[str] = Counter()
    by_section: Counter[int | None] = Counter()
    for visibility, outcome, section_id, number in rows:
        by_visibility[visibility] += number
        if visibility == Visibility.SHOWN:
            by_outcome[outcome] += number
            by_section[section_id] += number
    return Counts(
        shown=by_visibility[Visibility.SHOWN],
        waiting=by_visibility[Visibility.WAITING],
        hidden=by_visibility[Visibility.HIDDEN],
        by_outcome=dict(by_outcome),
        by_section=dict(by_section),
    )


def comments_since(draft: Draft, person: Any, since: datetime) -> int:
    """How many comments somebody has made on a draft since then."""
    return Comment.objects.filter(draft=draft, person=person, made_at__gt=since).count()


def _dressed(comments: QuerySet[Comment], person: Any) -> QuerySet[Comment]:
    mine: Any = Value(False, output_field=BooleanField())
    if person is not None and getattr(person, "pk", None):
        mine = Exists(Support.objects.filter(comment=OuterRef("pk"), person_id=person.pk))
    return (
        comments.select_related("section")
        .annotate(supporters=Count("supports"), is_supported=mine)
        .order_by("-supporters", "made_at", "pk")
    )
