"""From what the team says about counting and the chain to clean values."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from colonnade.city.catalogue.vocabulary import Block

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class CountForm(forms.Form):
    """Which year to count anew."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]


class ReachForm(forms.Form):
    """Which offers an action brings about: one, or all that fit everything said."""

    block = forms.ChoiceField(
        label=_("Building block"), choices=[("", _("any")), *Block.choices], required=False
    )
    provider = forms.TypedChoiceField(label=_("Provider"), coerce=int, empty_value=None, required=False)
    district = forms.TypedChoiceField(label=_("District"), coerce=int, empty_value=None, required=False)
    words = forms.CharField(
        label=_("Words"), max_length=100, required=False,
        help_text=_("As you would type them into the search, such as “sewing”."),
    )  # fmt: skip
    offer = forms.CharField(
        label=_("Or one offer: the address of its page"), max_length=500, required=False,
        help_text=_("Then leave everything else empty."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        providers: Sequence[tuple[int, Any]],
        districts: Sequence[tuple[int, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].choices = [("", _("any")), *providers]  # type: ignore[attr-defined]
        self.fields["district"].choices = [("", _("any")), *districts]  # type: ignore[attr-defined]

    def clean_offer(self) -> UUID | None:
        """The offer that the address leads to."""
        given = self.cleaned_data["offer"].strip()
        if not given:
            return None
        found = _UUID.search(given)
        if found is None:
            raise forms.ValidationError(_("This is not the address of an offer’s page."), code="address")
        return UUID(found[0])

    def clean(self) -> dict[str, Any]:
        """One offer, or at least one thing that says which."""
        cleaned = super().clean() or {}
        narrowed = any(cleaned.get(name) for name in ("block", "provider", "district", "words"))
        if self.errors:
            return cleaned
        if cleaned.get("offer") and narrowed:
            raise forms.ValidationError(
                _("Give the address of one offer, or say which offers; not both."), code="both"
            )
        if not cleaned.get("offer") and not narrowed:
            raise forms.ValidationError(_("Say at least one thing about the offers."), code="nothing")
        return cleaned
