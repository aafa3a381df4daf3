"""The past of the global network, shipped as facts with their sources."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.db import transaction

from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import member_places
from colonnade.network.charter.actions.networks import found_network
from colonnade.network.charter.actions.past_calls import ship_past_calls
from colonnade.network.charter.models import Network
from colonnade.network.charter.queries.networks import network_called
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.vocabulary.networks import NetworkKind
from colonnade.network.membership.models import Fact
from colonnade.network.membership.vocabulary.members import AWARD, GNLC, Evidence, FactKind
from colonnade.plumbing import audit, permissions

NAMES = {
    "en": "UNESCO Global Network of Learning Cities",
    "es": "Red Mundial de la UNESCO de Ciudades del Aprendizaje",
    "fr": "Réseau mondial UNESCO des villes apprenantes",
    "ru": "Глобальная сеть обучающихся городов ЮНЕСКО",
    "ar": "شبكة اليونسكو العالمية لمدن التعلّم",
    "zh-Hans": "联合国教科文组织全球学习型城市网络",
}
ABOUTS = {
    "en": "A record kept from public sources. It is not an official page of the network.",
    "es": "Un registro a partir de fuentes públicas. No es una página oficial de la red.",
    "fr": "Un relevé tenu à partir de sources publiques. Ce n’est pas une page officielle du réseau.",
    "ru": "Сведения собраны из открытых источников. Это не официальная страница сети.",
    "ar": "سجلّ مأخوذ من مصادر عامة. وليس صفحة رسمية للشبكة.",
    "zh-Hans": "根据公开来源整理的记录，并非该网络的官方页面。",
}


@transaction.atomic
def ship_past(*, by: Any, at: datetime) -> int:
    """Bring in the network, its facts and the calls of the past; returns how many facts were new. Safe to repeat.

    A city that is not among the member cities of this installation has a fact without a page; nothing is guessed.
    """
    permissions.require(by, Permission.NETWORK_FOUND, None)
    network = network_called(GNLC) or found_network(
        slug=GNLC, kind=NetworkKind.GLOBAL, names=NAMES, abouts=ABOUTS, languages=["en", "fr"],
        short_names={"en": "GNLC"}, source="https://uil.unesco.org/node/11061", by=by, at=at,
    )  # fmt: skip
    known = set(Fact.objects.filter(network=network).values_list("match_key", flat=True))
    fresh = [fact for fact in _facts(network) if fact.match_key not in known]
    Fact.objects.bulk_create(fresh)
    calls = ship_past_calls(network=network, by=by, at=at)
    if fresh or calls:
        audit.record(
            by=by, verb=Permission.NETWORK_FOUND, thing=network, at=at, facts=len(fresh), calls=calls
        )
    return len(fresh)


def _rows(name: str) -> list[dict[str, str]]:
    text = files("colonnade.network.membership").joinpath(f"data/{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def _facts(network: Network) -> Iterator[Fact]:
    slugs = {(place["name"].casefold(), place["country"]): place["slug"] for place in member_places()}
    pages = dict(Territory.objects.filter(slug__in=slugs.values(), is_demo=False).values_list("slug", "pk"))

    def page(name: str, country: str) -> int | None:
        return pages.get(slugs.get((name.casefold(), country), ""))

    for row in _rows("members"):
        year = int(row["joined_year"]) if row["joined_year"] else None
        kind = FactKind.JOINED if year else FactKind.LISTED
        yield _fact(
            network, kind, f"{row['country_iso2']} {row['name']}", year=year, source=row["source"],
            territory_id=page(row["name"], row["country_iso2"]), titles={"und": row["name"]},
            details={"country": row["country_iso2"], "region": row["region"]},
        )  # fmt: skip
    for row in _rows("awardees"):
        yield _fact(
            network, FactKind.AWARDED, f"{row['country_iso2']} {row['city']}", year=int(row["year"]), code=AWARD,
            source=row["source"], territory_id=page(row["city"], row["country_iso2"]), titles={"und": row["city"]},
            details={"country": row["country_iso2"]},
        )  # fmt: skip
    for row in _rows("conferences"):
        details = {
            name: row[name]
            for name in ("starts", "ends", "host_city", "country_iso2", "outcome_document", "participants")
        }
        host = page(row["host_city"], row["country_iso2"])
        values = {
            "code": f"iclc-{row['number']}",
            "details": details,
            "territory_id": host,
            **_when(row["starts"]),
        }
        yield _fact(network, FactKind.CONFERENCE, row["number"], titles={"en": row["theme"]}, **values)
        if row["host_city"]:
            yield _fact(network, FactKind.HOSTED, row["number"], titles={"en": row["theme"]}, **values)
    for row in _rows("member_counts"):
        evidence = Evidence.PRESS if row["evidence"].startswith("press") else Evidence.VERIFIED
        numbers = {name: int(row[name]) for name in ("cities", "countries") if row[name]}
        yield _fact(
            network, FactKind.COUNT, row["when"], evidence=evidence, **_when(row["when"]),
            details={**numbers, "note": row["evidence"]},
        )  # fmt: skip


def _when(text: str) -> dict[str, int]:
    """``2013-10-21``, ``2027-06`` or ``2021`` as far as it goes."""
    return dict(zip(("year", "month", "day"), (int(part) for part in text.split("-")), strict=False))


def _fact(network: Network, kind: str, what: str, **values: Any) -> Fact:
    day = "-".join(str(values.get(part) or "") for part in ("year", "month", "day"))
    return Fact(network=network, kind=kind, match_key=f"{kind} {what} {day}"[:300], **values)
