"""Who offers, organises, supports: organisations and persons."""

from typing import Any

from colonnade.city.catalogue.harvest import OrganisationDraft
from colonnade.interop.schema_org.terms import types_of
from colonnade.interop.schema_org.values import address, identifier, many, spoken, text
from colonnade.interop.schema_org.words import ROLES, TYPES
from colonnade.people.vocabulary import OrganisationType

_OFFERS = ("provider", "organizer", "offeredBy")
_STANDS_BEHIND = ("sourceOrganization", "publisher", "producer", "creator", "author")
_ALSO = {word: role for role, word in ROLES.items() if word != "organizer"}
_TYPES = {
    **{word: kind for kind, word in TYPES.items() if word not in ("Corporation", "GovernmentOrganization")},
    "Corporation": OrganisationType.COMPANY.value,
    "ElementarySchool": OrganisationType.SCHOOL.value,
    "MiddleSchool": OrganisationType.SCHOOL.value,
    "HighSchool": OrganisationType.SCHOOL.value,
    "Preschool": OrganisationType.SCHOOL.value,
    "Hospital": OrganisationType.HEALTH.value,
    "SportsClub": OrganisationType.SPORTS.value,
    "CityHall": OrganisationType.MUNICIPALITY.value,
    "PlaceOfWorship": OrganisationType.RELIGIOUS.value,
}


def provider(node: dict[str, Any], language: str) -> tuple[OrganisationDraft | None, list[dict[str, Any]]]:
    """Return who offers it, and everybody else with their role.

    An organisation that only publishes it counts where nobody is named who offers it; a person who wrote
    it does not.
    """
    offering = _named(node, _OFFERS, language)
    behind = [
        party for party in _named(node, _STANDS_BEHIND, language) if party.type != OrganisationType.PERSON
    ]
    first = next(iter(offering or behind), None)
    others: list[dict[str, Any]] = []
    for party in offering[1:]:
        if first and party.names != first.names:
            others.append({"name": party.names, "role": "organiser"})
    for name, role in _ALSO.items():
        for party in _named(node, (name,), language):
            if party.type != OrganisationType.PERSON and (not first or party.names != first.names):
                others.append({"name": party.names, "role": role})
    return first, others


def _named(node: dict[str, Any], keys: tuple[str, ...], language: str) -> list[OrganisationDraft]:
    return [
        party
        for key in keys
        if key in node
        for each in many(node[key])
        if (party := organisation(each, language))
    ]


def organisation(value: Any, language: str) -> OrganisationDraft | None:
    """Return an organisation or a person; ``None`` without a name."""
    if isinstance(value, str):
        is_name = bool(value.strip()) and "://" not in value and not value.startswith(("_:", "#"))
        return OrganisationDraft({language: value.strip()}) if is_name else None
    if not isinstance(value, dict):
        return None
    names = spoken(value.get("name"), language) or spoken(value.get("legalName"), language)
    if not names:
        return None
    types = types_of(value)
    kind = next((_TYPES[each] for each in types if each in _TYPES), OrganisationType.UNKNOWN.value)
    found = OrganisationDraft(
        names=names,
        type=kind,
        is_informal="Person" in types,
        url=address(value.get("url")) or address(value.get("@id")) or address(value.get("sameAs")),
        email=text(value.get("email")).removeprefix("mailto:"),
        phone=text(value.get("telephone")),
    )
    if number := identifier(value.get("identifier")):
        found.identifiers = [{"scheme": "", "value": number}]
    return found
