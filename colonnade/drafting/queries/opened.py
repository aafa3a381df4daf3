"""Texts that were put to the public, as other modules show them on their pages."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, Q, Value, When

from colonnade.drafting.models import Draft
from colonnade.drafting.vocabulary import DraftState, Outcome, Visibility
from colonnade.plumbing.languages import Text

_SHOWN = Q(comments__visibility=Visibility.SHOWN)


@dataclass(frozen=True)
class Consultation:
    """A text that the public is or was asked about: where it stands, and how much was said and answered."""

    draft: Draft
    title: Text
    url: str
    state: str
    state_words: str
    opens_on: date | None
    closes_on: date | None
    comments: int
    supports: int
    answered: int

    @property
    def is_open(self) -> bool:
        """Whether it is open for comments; on which days is said by ``opens_on`` and ``closes_on``."""
        return self.state == DraftState.CONSULTING


def consultations(scope_id: UUID, kind: str = "") -> list[Consultation]:
    """Texts of a place that were put to the public: open ones first, then the newest."""
    found = Draft.objects.filter(scope_id=scope_id, discarded_at__isnull=True, opens_on__isnull=False)
    found = found.exclude(state=DraftState.WRITING)
    if kind:
        found = found.filter(kind=kind)
    rows = found.annotate(
        said=Count("comments", filter=_SHOWN, distinct=True),
        answered=Count("comments", filter=_SHOWN & ~Q(comments__outcome=Outcome.OPEN), distinct=True),
        supported=Count("comments__supports", filter=_SHOWN, distinct=True),
        rank=Case(When(state=DraftState.CONSULTING, then=Value(0)), default=Value(1)),
    ).order_by("rank", "-opens_on", "-pk")
    return [
        Consultation(
            draft=row,
            title=row.title,
            url=row.get_absolute_url(),
            state=row.state,
            state_words=str(DraftState(row.state).label),
            opens_on=row.opens_on,
            closes_on=row.closes_on,
            comments=row.said,
            supports=row.supported,
            answered=row.answered,
        )
        for row in rows
    ]
