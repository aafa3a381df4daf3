"""The form of the gallery: one question of every kind."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Specimen(forms.Form):
    """Asks for nothing that is kept."""

    title = forms.CharField(
        label=_("Title"), help_text=_("As you would say it to a neighbour."), max_length=80
    )
    contact = forms.EmailField(label=_("E-mail"), required=False)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("course", _("Course")), ("workshop", _("Workshop")), ("visit", _("Visit"))]
    )
    price = forms.ChoiceField(
        label=_("What it costs"),
        choices=[("free", _("Free")), ("fee", _("A fee"))],
        widget=forms.RadioSelect,
        initial="free",
    )
    access = forms.MultipleChoiceField(
        label=_("Access"),
        choices=[("steps", _("Step-free")), ("loop", _("Induction loop")), ("sign", _("Sign language"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    text = forms.CharField(label=_("Description"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    consent = forms.BooleanField(label=_("The people shown in the pictures agree"))
