"""Application rounds of a toteutus: when and where teaching begins, when and how to apply, what one must bring."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from colonnade.city.catalogue.harvest import PlaceDraft, SessionDraft
from colonnade.city.catalogue.vocabulary import Tri
from colonnade.interop.opintopolku.codes import LANGUAGES, names_in
from colonnade.interop.shared.iso_times import moment
from colonnade.interop.shared.links import web_address
from colonnade.interop.shared.loose import mapping, sequence, text, whole
from colonnade.plumbing.languages import LanguageMap

ZONE = "Europe/Helsinki"


def sessions(item: dict[str, Any]) -> list[SessionDraft]:
    """Return one beginning per application target, or per place of teaching where there are no targets.

    A target states a day, or a season and a year ("Syksy 2024"), which stays in words.
    """
    found = [_beginning(target) for target in _targets(item)]
    if found or "koulutusOid" not in item:
        return found
    places = [_place(mapping(each)) for each in sequence(item.get("tarjoajat"))]
    return [
        SessionDraft(timezone=ZONE, end_known=False, place=place) for place in places if place is not None
    ]


def _targets(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for application in sequence(item.get("hakutiedot")):
        round_begins = mapping(application).get("koulutuksenAlkamiskausi")
        for target in sequence(mapping(application).get("hakukohteet")):
            if isinstance(target, dict):
                yield {"koulutuksenAlkamiskausi": round_begins, **target}


def _beginning(target: dict[str, Any]) -> SessionDraft:
    stated = mapping(target.get("koulutuksenAlkamiskausi"))
    start, end = (
        _day(stated.get("koulutuksenAlkamispaivamaara")),
        _day(stated.get("koulutuksenPaattymispaivamaara")),
    )
    session = SessionDraft(
        start=start,
        timezone=ZONE,
        external_id=text(target.get("hakukohdeOid")),
        end_known=False,
        place=_place(mapping(target.get("jarjestyspaikka"))),
        capacity_max=whole(mapping(target.get("aloituspaikat")).get("lukumaara")) or None,
    )
    if start is not None and end is not None and end > start:
        session.end, session.end_known = end, True
    if start is None:
        season = names_in(mapping(stated.get("koulutuksenAlkamiskausi")).get("nimi"))
        year = text(stated.get("koulutuksenAlkamisvuosi"))
        session.schedule_note = {language: f"{name} {year}".strip() for language, name in season.items()}
        session.schedule_note = session.schedule_note or names_in(
            stated.get("henkilokohtaisenSuunnitelmanLisatiedot")
        )
    return session


def _place(site: dict[str, Any]) -> PlaceDraft | None:
    names = names_in(site.get("nimi"))
    if not names:
        return None
    town = names_in(mapping(site.get("paikkakunta")).get("nimi"))
    return PlaceDraft(names=names, locality=town.get("fi") or next(iter(town.values()), ""), country="FI")


def entry_requirements(item: dict[str, Any]) -> LanguageMap:
    """Return what education is required, each kind once, over all targets."""
    found: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for target in _targets(item):
        for each in sequence(target.get("pohjakoulutusvaatimus")):
            for language, name in names_in(mapping(each).get("nimi")).items():
                if name not in found[language]:
                    found[language].append(name)
    return {language: "; ".join(names) for language, names in found.items() if names}


def registration(item: dict[str, Any]) -> dict[str, Any]:
    """Return how to apply: over all rounds, the one that closes last counts; an open end comes after all others."""
    targets = list(_targets(item))
    if not targets:
        return {}
    rounds = [mapping(each) for target in targets for each in sequence(target.get("hakuajat"))]
    periods = [(_moment(each.get("alkaa")), _moment(each.get("paattyy"))) for each in rounds]
    latest = max(
        periods,
        key=lambda period: (period[1] is None, *map(_or_never, reversed(period))),
        default=(None, None),
    )
    forms = {
        web_address(url) for target in targets for url in names_in(target.get("hakulomakeLinkki")).values()
    } - {""}
    stated: dict[str, Any] = {"needed": Tri.YES.value, "opens": latest[0], "closes": latest[1]}
    if len(forms) == 1:
        stated["url"] = forms.pop()
    return {name: value for name, value in stated.items() if value is not None}


def _or_never(value: datetime | None) -> datetime:
    return value or datetime(1, 1, 2, tzinfo=ZoneInfo("UTC"))


def _moment(value: Any) -> datetime | None:
    try:
        found = moment(text(value))
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or ZoneInfo(ZONE)) if isinstance(found, datetime) else None


def _day(value: Any) -> date | None:
    found = _moment(value)
    return found.date() if found is not None else None
