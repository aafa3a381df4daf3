"""Words of a place: what kind of territory, what makes it accessible."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TerritoryKind(TextChoices):
    """A "city" of the network may be any territory with an authority."""

    CITY = "CITY", _("city")
    MUNICIPALITY = "MUNICIPALITY", _("municipality")
    COUNTY = "COUNTY", _("county")
    DISTRICT = "DISTRICT", _("district")
    PROVINCE = "PROVINCE", _("province")
    CONSORTIUM = "CONSORTIUM", _("consortium")


class Access(TextChoices):
    """What helps people with disabilities to take part; stored by value in lists."""

    WHEELCHAIR = "wheelchair", _("wheelchair access")
    STEP_FREE = "step_free", _("no steps")
    HEARING_LOOP = "hearing_loop", _("hearing loop")
    SIGN_LANGUAGE = "sign_language", _("sign language")
    CAPTIONS = "captions", _("captions")
    EASY_LANGUAGE = "easy_language", _("easy language")
    VISUAL = "visual", _("for blind and partially sighted people")
    INTELLECTUAL = "intellectual", _("for people with learning disabilities")
    PSYCHOSOCIAL = "psychosocial", _("for people with mental health conditions")
    QUIET_HOURS = "quiet_hours", _("quiet hours")
    CHILDCARE = "childcare", _("childcare")
    ACCESSIBLE_TOILET = "accessible_toilet", _("accessible toilet")


class StatementKind(TextChoices):
    """Pages that every city owes its visitors."""

    IMPRINT = "IMPRINT", _("Imprint")
    PRIVACY = "PRIVACY", _("Privacy")
    ACCESSIBILITY = "ACCESSIBILITY", _("Accessibility")


REGIONS = {
    "Africa": _("Africa"),
    "Arab States": _("Arab States"),
    "Asia and the Pacific": _("Asia and the Pacific"),
    "Europe and North America": _("Europe and North America"),
    "Latin America and the Caribbean": _("Latin America and the Caribbean"),
}
