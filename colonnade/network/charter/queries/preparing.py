"""Is my city ready? What the platform already knows of its preparation, as a checklist without a score."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from colonnade.city.catalogue.models import Opportunity
from colonnade.city.governance.models import Body, BudgetLine, Plan
from colonnade.city.governance.queries.will import declaration_in_force
from colonnade.city.governance.vocabulary.plan import PlanState
from colonnade.city.monitoring.models import Evidence, Observation
from colonnade.city.profile.models import Territory


@dataclass(frozen=True)
class Preparation:
    """One thing a city usually has before it applies: whether it is known here, and where to do it."""

    text: str
    is_there: bool
    url: str


def preparations(city: Territory) -> list[Preparation]:
    """What successful cities bring along; what is kept elsewhere than here shows as not known here."""

    def where(name: str) -> str:
        return reverse(name, args=[city.slug])

    return [
        Preparation(
            _("A declaration of the mayor, signed and published"),
            declaration_in_force(city) is not None,
            where("governance:declaration"),
        ),
        Preparation(
            _("A council with all who take part"),
            Body.objects.filter(territory=city).exists(),
            where("governance:council"),
        ),
        Preparation(
            _("A plan in force"),
            Plan.objects.filter(territory=city, state=PlanState.ADOPTED).exists(),
            where("governance:plan"),
        ),
        Preparation(
            _("Money set aside"),
            BudgetLine.objects.filter(territory=city).exists(),
            where("governance:money"),
        ),
        Preparation(
            _("Figures with their sources"),
            Observation.objects.filter(territory=city).exists(),
            where("monitoring:indicators"),
        ),
        Preparation(
            _("Evidence of what was reached"),
            Evidence.objects.filter(territory=city).exists(),
            where("monitoring:dossier"),
        ),
        Preparation(
            _("What can be learned in the city"),
            Opportunity.objects.filter(city=city).exists(),
            reverse("profile:city", args=[city.slug]),
        ),
    ]
