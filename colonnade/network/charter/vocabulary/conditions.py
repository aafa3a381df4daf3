"""The shapes of a call's rules, quotas, criteria and scale, and the checks that keep them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from colonnade.network.charter.vocabulary.calls import Per, RuleKind, Severity

# What each kind of rule needs beside ``kind`` and ``severity``: name -> type.
NEEDS: dict[str, dict[str, type]] = {
    RuleKind.MEMBER: {},
    RuleKind.NOT_MEMBER: {},
    RuleKind.MEMBER_FOR: {"months": int},
    RuleKind.NOT_AWARDED: {"years": int, "award": str},
    RuleKind.POPULATION: {"least": int},
    RuleKind.COUNTRY: {"countries": list},
    RuleKind.REGION: {"regions": list},
    RuleKind.REPORTED: {},
}
QUOTA_STAGES = ("ENDORSEMENT", "DECISION")


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a piece of a call's data, in a sentence."""

    where: str
    text: str


def wrong_rules(rules: list[Mapping[str, Any]]) -> list[Wrong]:
    """What keeps a list of rules from being used; empty where nothing does."""
    found = []
    for number, rule in enumerate(rules, start=1):
        where = _("condition %(number)d") % {"number": number}
        kind = rule.get("kind")
        if kind not in NEEDS:
            found.append(Wrong(where, _("There is no such condition: %(kind)s.") % {"kind": kind}))
            continue
        if rule.get("severity", Severity.REFUSAL) not in Severity.values:
            found.append(Wrong(where, _("It either refuses or warns.")))
        for name, shape in NEEDS[kind].items():
            value = rule.get(name)
            good = isinstance(value, shape) and not isinstance(value, bool) and value not in ("", [])
            if not good or (isinstance(value, int) and value < 0):
                found.append(Wrong(where, _("Say a value for “%(name)s”.") % {"name": name}))
    return found


def wrong_quotas(quotas: list[Mapping[str, Any]]) -> list[Wrong]:
    """What keeps a list of quotas from being used."""
    found, seen = [], set()
    for number, quota in enumerate(quotas, start=1):
        where = _("quota %(number)d") % {"number": number}
        if quota.get("per") not in Per.values or quota.get("stage") not in QUOTA_STAGES:
            found.append(Wrong(where, _("Say by what it is counted, and at which stage.")))
        most = quota.get("most")
        if not isinstance(most, int) or isinstance(most, bool) or most < 1:
            found.append(Wrong(where, _("A quota is a whole number from 1.")))
        key = (quota.get("per"), quota.get("stage"))
        if key in seen:
            found.append(Wrong(where, _("This quota is there twice.")))
        seen.add(key)
    return found


def wrong_criteria(criteria: list[Mapping[str, Any]], scale: Mapping[str, Any]) -> list[Wrong]:
    """What keeps criteria and their scale from being used; no criteria need no scale."""
    found = []
    codes = [each.get("code") for each in criteria]
    if len(set(codes)) != len(codes) or not all(codes):
        found.append(Wrong(_("criteria"), _("Each criterion needs a code of its own.")))
    if any(not any((each.get("titles") or {}).values()) for each in criteria):
        found.append(Wrong(_("criteria"), _("Each criterion needs a name.")))
    if criteria and not (
        isinstance(scale.get("min"), int)
        and isinstance(scale.get("max"), int)
        and scale["min"] < scale["max"]
    ):
        found.append(Wrong(_("scale"), _("A scale goes from a whole number to a greater one.")))
    return found
