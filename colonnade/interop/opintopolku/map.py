"""From an object of the catalogue to a draft."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from colonnade.city.catalogue.harvest import OfferDraft, OrganisationDraft, Refused
from colonnade.city.catalogue.vocabulary import OfferKind, OfferStatus
from colonnade.interop.opintopolku.applications import entry_requirements, registration, sessions
from colonnade.interop.opintopolku.codes import code_of, name_of, names_in
from colonnade.interop.opintopolku.teaching import duration, is_free_and_prices, mode, teaching_languages
from colonnade.interop.shared.iso_times import moment
from colonnade.interop.shared.links import web_address
from colonnade.interop.shared.loose import mapping, sequence, text

ZONE = "Europe/Helsinki"
_DEGREES = ("yo", "amk", "amm", "lk", "yo-jatko", "erikoislaakari", "ope-pedag-opinnot")
_STATUSES = {
    "tallennettu": OfferStatus.DRAFT,
    "arkistoitu": OfferStatus.WITHDRAWN,
    "poistettu": OfferStatus.WITHDRAWN,
}
_CREDITS = {"opintojenlaajuusyksikko_2": "ECTS", "opintojenlaajuusyksikko_6": "competence points"}


def draft_of(item: dict[str, Any]) -> OfferDraft:
    """Map a search hit, a koulutus or a toteutus.

    ``kielivalinta`` names the languages a record is written in, not those of teaching; only a toteutus has
    the latter.

    :raises Refused: it has no name in any language.
    """
    title = names_in(item.get("nimi"))
    if not title:
        raise Refused("no_title")
    facts = mapping(item.get("metadata"))
    teaching = mapping(facts.get("opetus"))
    status = _STATUSES.get(text(item.get("tila")), OfferStatus.PUBLISHED)
    oid = text(item.get("oid"))
    provider, is_inferred = _provider(item)
    is_free, prices = is_free_and_prices(teaching)
    address = _page(oid, is_implementation="koulutusOid" in item)
    return OfferDraft(
        external_id=oid,
        title=title,
        description=names_in(item.get("kuvaus")) or names_in(facts.get("kuvaus")),
        kind=_kind(item),
        status=status.value,
        url=address,
        external_url=address,
        provider=provider,
        other_organisations=_others(item, provider),
        sessions=sessions(item),
        keywords=_keywords(facts),
        source_categories=_categories(item, facts),
        languages=teaching_languages(teaching),
        mode=mode(teaching),
        is_free=is_free,
        prices=prices,
        registration=registration(item),
        image=_image(item),
        duration=duration(teaching),
        level=_level(item),
        entry_requirements=entry_requirements(item),
        awards=_awards(item, facts),
        part_of=text(item.get("koulutusOid")),
        default_language="fi" if "fi" in title else next(iter(title)),
        modified=_modified(item),
        inferred=[name for name, holds in (("provider", is_inferred), ("url", bool(address))) if holds],
        is_deleted=status == OfferStatus.WITHDRAWN,
    )


def _kind(item: dict[str, Any]) -> str:
    """Whole degrees are programmes; parts of them, single courses and liberal adult education are courses."""
    kind = text(item.get("koulutustyyppi")) or text(mapping(item.get("metadata")).get("tyyppi"))
    is_programme = item.get("johtaaTutkintoon") is True or kind in _DEGREES
    return (OfferKind.PROGRAMME if is_programme else OfferKind.COURSE).value


def _page(oid: str, *, is_implementation: bool) -> str:
    """The public page of an object; its address follows from the identifier and is not in the data."""
    kind = "toteutus" if is_implementation else "koulutus"
    return f"https://opintopolku.fi/konfo/fi/{kind}/{oid}" if oid else ""


def _provider(item: dict[str, Any]) -> tuple[OrganisationDraft | None, bool]:
    """Who offers it, and whether that is a conclusion.

    A hit names the institution only where there is one. A koulutus with several is owned by an agency.
    """
    offered = mapping(item.get("toteutustenTarjoajat"))
    owner = mapping(item.get("organisaatio"))
    names = names_in(offered.get("nimi")) if offered else names_in(owner.get("nimi"))
    if not names:
        return None, False
    identifiers = [{"scheme": "oid", "value": text(owner.get("oid"))}] if owner.get("oid") else []
    is_inferred = not offered and "koulutusOid" not in item
    return OrganisationDraft(names=names, identifiers=identifiers), is_inferred


def _others(item: dict[str, Any], provider: OrganisationDraft | None) -> list[dict[str, Any]]:
    """The institutions of a koulutus. Those of a toteutus are places of its provider, not partners."""
    if "koulutusOid" in item:
        return []
    named = [names_in(mapping(each).get("nimi")) for each in sequence(item.get("tarjoajat"))]
    own = provider.names if provider else {}
    return [{"name": names, "role": "partner"} for names in named if names and names != own]


def _keywords(facts: dict[str, Any]) -> list[str]:
    stated = [*sequence(facts.get("asiasanat")), *sequence(facts.get("ammattinimikkeet"))]
    return list(dict.fromkeys(word for each in stated if (word := text(mapping(each).get("arvo")))))


def _categories(item: dict[str, Any], facts: dict[str, Any]) -> list[dict[str, str]]:
    """Qualifications, fields of education and competence areas by their national codes."""
    areas = [mapping(each).get("koodi") for each in sequence(facts.get("osaamisalat"))]
    coded = [*sequence(item.get("koulutukset")), *sequence(facts.get("koulutusala")), *areas]
    found = {code: name_of(each) for each in coded if (code := code_of(each))}
    if kind := text(item.get("koulutustyyppi")):
        found[f"koulutustyyppi_{kind}"] = kind
    return [{"code": code, "label": label} for code, label in found.items()]


def _awards(item: dict[str, Any], facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Titles one may bear afterwards, each with the credits of the whole; the credits alone without titles."""
    titles = sequence(item.get("tutkintonimikkeet")) or sequence(facts.get("tutkintonimike"))
    amount = name_of(item.get("opintojenLaajuus")) or name_of(facts.get("opintojenLaajuus"))
    unit = item.get("opintojenLaajuusyksikko") or facts.get("opintojenLaajuusyksikko")
    credit = {"credit": amount, "system": _CREDITS.get(code_of(unit), name_of(unit))} if amount else {}
    awards = [
        {"name": names, "type": "qualification", **credit}
        for each in titles
        if (names := names_in(mapping(each).get("nimi")))
    ]
    return awards or ([{"type": "credit", **credit}] if credit else [])


def _level(item: dict[str, Any]) -> str:
    codes = [code_of(each) for each in sequence(item.get("eqf"))]
    levels = [code.removeprefix("eqf_") for code in codes if code.startswith("eqf_")]
    return f"eqf:{levels[0]}" if len(levels) == 1 else ""


def _image(item: dict[str, Any]) -> dict[str, Any]:
    url = web_address(text(item.get("teemakuva")))
    return {"url": url} if url else {}


def _modified(item: dict[str, Any]) -> datetime | None:
    try:
        found = moment(text(item.get("modified")))
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or ZoneInfo(ZONE)) if isinstance(found, datetime) else None
