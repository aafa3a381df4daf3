"""What money, needs and commitments put into the pages of an action and of the city."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from colonnade.city.governance.models import Action
from colonnade.city.governance.queries import money as money_queries
from colonnade.city.governance.queries.commitments import (
    commitments_of_action,
    commitments_on_show,
    counts_by_standing,
    giver_shown,
)
from colonnade.city.governance.queries.resources import needs_of_action
from colonnade.city.governance.views.money import amount_in_short, line_shown
from colonnade.city.governance.views.resources import measured
from colonnade.city.governance.vocabulary.resources import Figure, Standing
from colonnade.city.profile.models import Territory


def chain_panel(request: HttpRequest, action: Action) -> dict[str, Any] | None:
    """Budget lines, needs and commitments tied to an action; nothing where there are none. Three questions."""
    slug = action.territory.slug
    lines = money_queries.lines_of_action(action)
    needs = [each for each in needs_of_action(action) if each.is_public]
    promised = commitments_of_action(action)
    if not (lines or needs or promised):
        return None
    money = reverse("governance:money", args=[slug])
    return {
        "lines": [{**line_shown(each), "url": f"{money}?year={each.year}"} for each in lines],
        "needs": [
            {
                "need": each,
                "url": reverse("governance:need", args=[slug, each.uuid]),
                "quantity": measured(each.quantity, each.unit, each.currency),
            }
            for each in needs
        ],
        "commitments": [
            {
                "commitment": each,
                "url": reverse("governance:commitment", args=[slug, each.uuid]),
                "giver": giver_shown(each),
                "quantity": measured(each.quantity, each.unit, each.currency),
                "status": each.get_status_display(),
            }
            for each in promised
        ],
    }


def money_panel(request: HttpRequest, city: Territory) -> dict[str, Any] | None:
    """The budget of this or the latest year and how many commitments were kept; nothing where there is neither."""
    found = money_queries.entries(city)
    year = money_queries.year_to_show(money_queries.years_in(found), None, timezone.localdate().year)
    purses = [
        {"text": amount_in_short(amount, purse.currency), "of": words}
        for purse in money_queries.purses(entry for entry in found if entry.year == year)
        for figure, words in (
            (Figure.PLANNED, _("planned for learning")),
            (Figure.SPENT, _("spent on learning")),
        )
        if (amount := purse.amount(figure)) is not None
    ]
    counts = counts_by_standing(commitments_on_show(city), timezone.localdate())
    made = sum(counts.values()) - counts[Standing.WITHDRAWN]
    if not purses and not made:
        return None
    of_commitments = ngettext("kept of %(number)s commitment", "kept of %(number)s commitments", made) % {
        "number": made
    }
    return {
        "city": city,
        "year": str(year or ""),
        "purses": purses,
        "made": made,
        "kept": counts[Standing.KEPT],
        "of_commitments": of_commitments,
        "money_url": reverse("governance:money", args=[city.slug]),
        "commitments_url": reverse("governance:commitments", args=[city.slug]),
    }
