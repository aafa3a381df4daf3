"""Words of the catalogue: what an offer is, how it is held, what became of a record."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Tri(TextChoices):
    """Yes, no, or nobody said. Unknown never turns into no (standards.md section 0, point 5)."""

    YES = "YES", _("yes")
    NO = "NO", _("no")
    UNKNOWN = "UNKNOWN", _("not stated")


class OfferKind(TextChoices):
    """What is offered."""

    COURSE = "COURSE", _("course")
    EVENT = "EVENT", _("event")
    PROGRAMME = "PROGRAMME", _("programme")
    OPEN_OFFER = "OPEN_OFFER", _("open offer")
    RESOURCE = "RESOURCE", _("learning resource")


class Mode(TextChoices):
    """How people take part; an empty value means nobody said."""

    ONSITE = "ONSITE", _("on site")
    ONLINE = "ONLINE", _("online")
    HYBRID = "HYBRID", _("on site and online")


class OfferStatus(TextChoices):
    """Where an offer stands."""

    DRAFT = "DRAFT", _("draft")
    PUBLISHED = "PUBLISHED", _("published")
    CANCELLED = "CANCELLED", _("cancelled")
    POSTPONED = "POSTPONED", _("postponed")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")


class SessionStatus(TextChoices):
    """Where a single date stands."""

    SCHEDULED = "SCHEDULED", _("takes place")
    CANCELLED = "CANCELLED", _("cancelled")
    POSTPONED = "POSTPONED", _("postponed")
    MOVED = "MOVED", _("moved")
    FULL = "FULL", _("full")


class Precision(TextChoices):
    """How exactly a source gives the start."""

    MINUTE = "MINUTE", _("to the minute")
    DAY = "DAY", _("to the day")
    MONTH = "MONTH", _("to the month")
    NONE = "NONE", _("not stated")


class Audience(TextChoices):
    """For whom, in the words of standards.md section 6.1; stored by value in lists."""

    CHILDREN = "children", _("children")
    YOUTH = "youth", _("young people")
    FAMILIES = "families", _("families")
    ADULTS = "adults", _("adults")
    OLDER_PEOPLE = "older_people", _("older people")
    WOMEN = "women", _("women")
    MIGRANTS = "migrants", _("migrants and refugees")
    PERSONS_WITH_DISABILITIES = "persons_with_disabilities", _("persons with disabilities")
    UNEMPLOYED = "unemployed", _("people looking for work")
    PROFESSIONALS = "professionals", _("professionals")


class Block(TextChoices):
    """The six building blocks by the codes of the key features (temple data)."""

    INCLUSIVE = "B4", _("Inclusive learning in the education system")
    FAMILIES = "B5", _("Learning in families and communities")
    WORKPLACE = "B6", _("Learning for and in the workplace")
    TECHNOLOGIES = "B7", _("Modern learning technologies")
    QUALITY = "B8", _("Quality and excellence in learning")
    CULTURE = "B9", _("A culture of learning throughout life")


class RunState(TextChoices):
    """Where a harvest run stands."""

    PREVIEW = "PREVIEW", _("looked at")
    WAITING = "WAITING", _("waiting")
    RUNNING = "RUNNING", _("running")
    DONE = "DONE", _("done")
    REFUSED = "REFUSED", _("refused")
    INTERRUPTED = "INTERRUPTED", _("interrupted")


class Outcome(TextChoices):
    """What became of one record of a source; every record ends in exactly one of these."""

    CREATED = "created", _("created")
    UPDATED = "updated", _("updated")
    UNCHANGED = "unchanged", _("unchanged")
    MERGED = "merged", _("merged")
    REJECTED = "rejected", _("rejected")
