"""The link with which anybody reports a thing that is wrong or harmful."""

from typing import Any

from django import template
from django.core.signing import Signer
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def report_link(thing: Any, title: Any = "", scope: Any = None, label: str = "") -> SafeString:
    """``{% report_link offer title=offer.title scope=city.uuid %}``: a link to the form that reports ``thing``.

    ``thing`` is any row with a ``uuid``. ``title`` is what readers know it by (else ``str(thing)``), ``scope`` the
    uuid of the place whose team looks into it; else that of ``thing.scope_id``, ``thing.city`` or
    ``thing.territory``; where there is none, operators do. What is signed cannot be made up, so only things
    that a page shows can be reported.
    """
    scope = scope or _scope_of(thing)
    address = getattr(thing, "get_absolute_url", lambda: "")()
    signed = Signer(salt="people.concern").sign_object(
        {
            "type": thing._meta.label_lower,
            "id": str(thing.uuid),
            "title": str(title or thing)[:150],
            "url": address[:300],
            "scope": str(scope) if scope else None,
        },
        compress=True,
    )
    url = f"{reverse('people:concern')}?{urlencode({'thing': signed})}"
    return format_html(
        '<a class="report-link" href="{}" rel="nofollow">{}</a>', url, label or _("Report a problem")
    )


def _scope_of(thing: Any) -> Any:
    place = getattr(thing, "city", None) or getattr(thing, "territory", None)
    return getattr(thing, "scope_id", None) or getattr(place, "uuid", None)
