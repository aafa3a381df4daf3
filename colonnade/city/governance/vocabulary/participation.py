"""Words of participation: sectors of society, bodies, seats, what became of a meeting."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sector(TextChoices):
    """Where somebody who takes part comes from. A city that misses one of them is told so."""

    GOVERNMENT = "GOVERNMENT", _("city administration and council")
    SCHOOLS = "SCHOOLS", _("schools and early childhood")
    VOCATIONAL = "VOCATIONAL", _("vocational training")
    HIGHER_EDUCATION = "HIGHER_EDUCATION", _("universities and research")
    ADULT_EDUCATION = "ADULT_EDUCATION", _("adult and community education")
    CULTURE = "CULTURE", _("libraries, museums and culture")
    BUSINESS = "BUSINESS", _("employers and business")
    UNIONS = "UNIONS", _("trade unions")
    CIVIL_SOCIETY = "CIVIL_SOCIETY", _("associations and civil society")
    HEALTH = "HEALTH", _("health and social care")
    SPORTS = "SPORTS", _("sports")
    FAITH = "FAITH", _("religious communities")
    MEDIA = "MEDIA", _("media")
    YOUTH = "YOUTH", _("young people")
    OLDER = "OLDER", _("older people")
    MIGRANTS = "MIGRANTS", _("migrants and refugees")
    DISABILITY = "DISABILITY", _("people with disabilities")
    RESIDENTS = "RESIDENTS", _("residents and neighbourhoods")


class BodyKind(TextChoices):
    """What a coordination body is."""

    COUNCIL = "COUNCIL", _("learning city council")
    STEERING = "STEERING", _("steering group")
    WORKING_GROUP = "WORKING_GROUP", _("working group")
    ADVISORY = "ADVISORY", _("advisory board")
    NEIGHBOURHOOD = "NEIGHBOURHOOD", _("neighbourhood council")


class SeatRole(TextChoices):
    """What somebody does in a body."""

    CHAIR = "CHAIR", _("chair")
    DEPUTY = "DEPUTY", _("deputy chair")
    SECRETARY = "SECRETARY", _("secretary")
    MEMBER = "MEMBER", pgettext_lazy("in a council", "member")
    OBSERVER = "OBSERVER", _("observer")


class MeetingState(TextChoices):
    """Where a meeting stands."""

    PLANNED = "PLANNED", pgettext_lazy("a meeting", "planned")
    HELD = "HELD", pgettext_lazy("a meeting", "held")
    CANCELLED = "CANCELLED", pgettext_lazy("a meeting", "cancelled")


class Presence(TextChoices):
    """Who came to a meeting."""

    PRESENT = "PRESENT", _("present")
    DEPUTY = "DEPUTY", _("sent somebody")
    EXCUSED = "EXCUSED", _("excused")
    ABSENT = "ABSENT", _("absent")
