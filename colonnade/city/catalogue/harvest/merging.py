"""Several records of one offer become one: dates, categories and words are united, the last text counts."""

from typing import Any

Kept = dict[str, Any]
_LISTS = ("keywords", "source_categories", "audience", "languages", "accessibility", "prices")


def merged(records: list[Kept]) -> Kept:
    """Unite the records that share an external id. A single record is returned as it is."""
    if len(records) == 1:
        return records[0]
    last = records[-1]
    offer = dict(last["offer"])
    for name in _LISTS:
        offer[name] = _united([item for record in records for item in record["offer"][name]])
    best = max(records, key=lambda record: len(record["offer"]["building_blocks"]))
    blocks = {placed["block"]: placed for record in records for placed in record["offer"]["placing"]}
    ranked = sorted(blocks.values(), key=lambda placed: -(placed["score"] or 99))[:2]
    offer["placing"] = ranked or best["offer"]["placing"]
    offer["building_blocks"] = [placed["block"] for placed in offer["placing"]]
    places: dict[str, Kept] = {}
    sessions: dict[tuple[Any, ...], Kept] = {}
    for record in records:
        places.update(record["places"])
        for session in record["sessions"]:
            _put(sessions, session)
    return {
        **last,
        "offer": offer,
        "places": places,
        "place": last["place"] or next((record["place"] for record in records if record["place"]), None),
        "sessions": sorted(sessions.values(), key=lambda session: session["start"] or "~"),
        "inferred": sorted({name for record in records for name in record["inferred"]}),
        "is_deleted": all(record["is_deleted"] for record in records),
    }


def _put(sessions: dict[tuple[Any, ...], Kept], session: Kept) -> None:
    """Keep a date once. A date that names another by its recurrence id takes that one's place (RFC 5545, 3.8.4.4)."""
    replaced = session["external_id"]
    if replaced:
        for key, other in list(sessions.items()):
            if other["start"] == replaced or (other["external_id"] and other["external_id"] == replaced):
                del sessions[key]
    sessions[(session["start"], session["place"], session["external_id"])] = session


def _united(items: list[Any]) -> list[Any]:
    seen: list[Any] = []
    for item in items:
        if item not in seen:
            seen.append(item)
    return seen
