"""What waits for somebody in the texts of their places: to look at, to answer, to close, to merge."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from colonnade.drafting.models import Comment, Draft, Version
from colonnade.drafting.vocabulary import CLOSING_SOON, DraftState, Origin, Outcome, Visibility
from colonnade.people.models import Person
from colonnade.people.queries import places_where_allowed
from colonnade.plumbing.desks import DeskItem
from colonnade.plumbing.languages import choose

# The values of rules.Permission; rules stand above queries and cannot be asked from here.
DRAFT_WRITE, DRAFT_OPEN, COMMENT_ANSWER = (
    "drafting:draft:write",
    "drafting:draft:open",
    "drafting:comment:answer",
)
_NAMED = ("uuid", "titles", "language")


def waiting_for(person: Person, at: datetime) -> list[DeskItem]:
    """Comments to look at and to answer, consultations that close soon or are over, texts to merge."""
    return [
        *_comments(places_where_allowed(person, COMMENT_ANSWER)),
        *_closing(places_where_allowed(person, DRAFT_OPEN), at),
        *_to_merge(places_where_allowed(person, DRAFT_WRITE)),
    ]


def _comments(places: Iterable[UUID]) -> list[DeskItem]:
    here = Comment.objects.filter(
        draft__scope_id__in=places,
        draft__discarded_at__isnull=True,
        draft__state__in=[DraftState.CONSULTING, DraftState.CLOSED],
    )
    items = []
    for row in _per_draft(here.filter(visibility=Visibility.WAITING)):
        title = ngettext(
            "%(number)s comment to look at: %(title)s", "%(number)s comments to look at: %(title)s", row["number"]
        )  # fmt: skip
        items.append(_item(title, row, "drafting:answers"))
    unanswered = here.filter(visibility=Visibility.SHOWN, outcome=Outcome.OPEN).exclude(text="")
    for row in _per_draft(unanswered):
        title = ngettext(
            "%(number)s comment to answer: %(title)s", "%(number)s comments to answer: %(title)s", row["number"]
        )  # fmt: skip
        items.append(_item(title, row, "drafting:answers"))
    return items


def _per_draft(comments: Any) -> Any:
    return _grouped(comments, "draft__", "made_at")


def _grouped(rows: Any, path: str, moment: str) -> Any:
    """One row per draft: its names, how many, and since when."""
    named = rows.order_by().values(**{f"draft_{name}": F(f"{path}{name}") for name in _NAMED})
    return named.annotate(number=Count("pk"), oldest=Min(moment)).order_by("oldest", "draft_uuid")


def _closing(places: Iterable[UUID], at: datetime) -> list[DeskItem]:
    today = timezone.localdate(at)
    drafts = Draft.objects.filter(
        scope_id__in=places,
        discarded_at__isnull=True,
        state=DraftState.CONSULTING,
        closes_on__lte=today + CLOSING_SOON,
    ).order_by("closes_on", "pk")
    items = []
    for draft in drafts:
        assert draft.closes_on is not None
        over = draft.closes_on < today
        title = (
            _("Close for comments, the time is over: %(title)s")
            if over
            else _("Comments are taken for a few more days: %(title)s")
        )
        end = timezone.make_aware(datetime.combine(draft.closes_on, time(23, 59)))
        items.append(
            DeskItem(
                title=title % {"title": draft.title},
                url=reverse("drafting:open", args=[draft.uuid]),
                by_when=end,
            )
        )
    return items


def _to_merge(places: Iterable[UUID]) -> list[DeskItem]:
    waiting = Version.objects.filter(
        origin=Origin.ASIDE,
        settled_at__isnull=True,
        section__draft__scope_id__in=places,
        section__draft__discarded_at__isnull=True,
    ).exclude(section__draft__state=DraftState.FROZEN)
    items = []
    for row in _grouped(waiting, "section__draft__", "written_at"):
        title = ngettext("%(number)s text to merge: %(title)s", "%(number)s texts to merge: %(title)s", row["number"])  # fmt: skip
        items.append(_item(title, row, "drafting:write"))
    return items


def _item(title: str, row: dict[str, Any], page: str) -> DeskItem:
    named = {"number": row["number"], "title": choose(row["draft_titles"], default=row["draft_language"])}
    return DeskItem(title=title % named, url=reverse(page, args=[row["draft_uuid"]]), since=row["oldest"])
