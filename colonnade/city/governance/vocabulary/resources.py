"""Words of resources: where money comes from, what is shared, needed and promised, where a promise stands."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BudgetSource(TextChoices):
    """Where the money of a budget line comes from."""

    MUNICIPAL = "MUNICIPAL", _("the city’s own budget")
    REGIONAL = "REGIONAL", _("region or province")
    NATIONAL = "NATIONAL", _("national government")
    INTERNATIONAL = "INTERNATIONAL", _("international funds")
    FOUNDATION = "FOUNDATION", _("foundations and donations")
    BUSINESS = "BUSINESS", _("business and sponsors")
    FEES = "FEES", _("fees that learners pay")
    IN_KIND = "IN_KIND", _("contributions in kind, valued in money")
    OTHER = "OTHER", pgettext_lazy("source of money", "other source")


class LearningForm(TextChoices):
    """The form of learning that a budget line pays for; an empty value says that nobody stated it."""

    FORMAL = "FORMAL", _("formal learning")
    NON_FORMAL = "NON_FORMAL", _("non-formal learning")
    INFORMAL = "INFORMAL", _("informal learning")
    MIXED = "MIXED", _("several forms of learning")


class Figure(TextChoices):
    """The three amounts of a budget line."""

    PLANNED = "planned", pgettext_lazy("money", "Planned")
    COMMITTED = "committed", pgettext_lazy("money", "Committed")
    SPENT = "spent", pgettext_lazy("money", "Spent")


class GiftKind(TextChoices):
    """What can be needed and promised. All but money can also be shared as a resource."""

    ROOM = "ROOM", _("room")
    EQUIPMENT = "EQUIPMENT", _("equipment")
    VOLUNTEER_HOURS = "VOLUNTEER_HOURS", _("volunteer hours")
    TALENT = "TALENT", _("talent or knowledge")
    TRANSPORT = "TRANSPORT", _("transport")
    MONEY = "MONEY", _("money")
    OTHER = "OTHER", pgettext_lazy("kind of resource", "something else")


SHARED_KINDS = [(code, label) for code, label in GiftKind.choices if code != GiftKind.MONEY]


class ResourceState(TextChoices):
    """Whether the team has taken up what somebody offers."""

    OFFERED = "OFFERED", pgettext_lazy("a resource", "waits for the team")
    SHARED = "SHARED", pgettext_lazy("a resource", "shared")
    DECLINED = "DECLINED", pgettext_lazy("a resource", "declined")


class CommitmentStatus(TextChoices):
    """Where a commitment stands."""

    OFFERED = "OFFERED", pgettext_lazy("a commitment", "offered")
    AGREED = "AGREED", pgettext_lazy("a commitment", "agreed")
    RUNNING = "RUNNING", pgettext_lazy("a commitment", "under way")
    FULFILLED = "FULFILLED", pgettext_lazy("a commitment", "kept")
    MISSED = "MISSED", pgettext_lazy("a commitment", "not kept")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("a commitment", "withdrawn")


OPEN_STATUSES = (CommitmentStatus.OFFERED, CommitmentStatus.AGREED, CommitmentStatus.RUNNING)
REPORTED = (
    CommitmentStatus.RUNNING,
    CommitmentStatus.FULFILLED,
    CommitmentStatus.MISSED,
    CommitmentStatus.WITHDRAWN,
)


class Standing(TextChoices):
    """How a commitment is counted on a given day."""

    KEPT = "kept", pgettext_lazy("commitments", "Kept")
    DUE = "due", pgettext_lazy("commitments", "Still to come")
    LATE = "late", pgettext_lazy("commitments", "Late")
    MISSED = "missed", pgettext_lazy("commitments", "Not kept")
    WITHDRAWN = "withdrawn", pgettext_lazy("commitments", "Withdrawn")


class ImportState(TextChoices):
    """Where a spreadsheet of the budget stands."""

    WAITING = "WAITING", pgettext_lazy("a spreadsheet", "waits for your word")
    KEPT = "KEPT", pgettext_lazy("a spreadsheet", "kept")


class Outcome(TextChoices):
    """What becomes of one row of a spreadsheet."""

    CREATED = "created", pgettext_lazy("a row", "new")
    UPDATED = "updated", pgettext_lazy("a row", "brought up to date")
    UNCHANGED = "unchanged", pgettext_lazy("a row", "unchanged")
    REJECTED = "rejected", pgettext_lazy("a row", "refused")
    TOTAL = "total", pgettext_lazy("a row", "sum")


class Deed(StrEnum):
    """What anybody with an account may do, written to the trail; no permission to ask for."""

    RESOURCE_OFFER = "governance:resource:offer"


NOT_STATED = "none"  # stands in an address for "nobody stated it"
