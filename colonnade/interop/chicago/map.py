"""One row of the catalogue becomes one draft; rows of one programme share its external id."""

from typing import Any

from colonnade.city.catalogue.harvest import Context, OfferDraft, OrganisationDraft, PlaceDraft, Raw, Refused
from colonnade.city.catalogue.vocabulary import Mode, OfferKind, OfferStatus
from colonnade.interop.chicago.identity import identity
from colonnade.interop.chicago.torn import unescaped
from colonnade.interop.shared.ages import age, without_fillers
from colonnade.plumbing.languages import UNDETERMINED

_NOTHING = {"", "NULL", "#N/A"}
_FILLER_AGES = (2, 24)  # the bounds of the form: nobody filled it in
_ONLINE = {"online", "onlin"}
_COUNTRY = "US"
_LONGEST_TITLE = 200


def draft_of(raw: Raw, context: Context) -> OfferDraft:
    """Turn a row into a draft of a programme without dates.

    The kind is PROGRAMME for every row: the catalogue holds camps, internships, clubs and single evenings
    alike, gives no date and no kind, and a programme is the only kind that promises neither.

    :raises Refused: it has no name.
    """
    cells: dict[str, Any] = raw.data
    name = unescaped(cells["name"]).strip()
    if not name:
        raise Refused("no_title")
    if "piece_of" in cells:
        return _piece(cells, name)
    organisation = unescaped(_told(cells, "org_name"))
    draft = OfferDraft(
        external_id=_identity(cells),
        title={UNDETERMINED: name},
        kind=OfferKind.PROGRAMME.value,
        inferred=["kind"],
        source_categories=_categories(cells),
    )
    if description := unescaped(_told(cells, "description")):
        draft.description = {UNDETERMINED: description}
    if organisation:
        draft.provider = OrganisationDraft(names={UNDETERMINED: organisation})
    draft.age_min, draft.age_max = _ages(cells)
    _add_place(draft, cells)
    return draft


def _piece(cells: dict[str, Any], name: str) -> OfferDraft:
    """Keep a torn piece as a draft that nobody sees before somebody has looked at it; its row is whole elsewhere."""
    return OfferDraft(
        external_id=_identity(cells),
        title={UNDETERMINED: name[:_LONGEST_TITLE]},
        kind=OfferKind.PROGRAMME.value,
        status=OfferStatus.DRAFT.value,
        inferred=["kind", "status"],
        part_of=_identity(cells["piece_of"]),
    )


def _identity(cells: dict[str, str]) -> str:
    return identity(unescaped(cells["name"]), unescaped(cells["org_name"]), cells["address"])


def _told(cells: dict[str, str], name: str) -> str:
    cell = cells[name].strip()
    return "" if cell in _NOTHING else cell


def _categories(cells: dict[str, str]) -> list[dict[str, str]]:
    code, label = _told(cells, "category_id"), _told(cells, "category_name")
    return [{"code": code, "label": label}] if code or label else []


def _ages(cells: dict[str, str]) -> tuple[int | None, int | None]:
    ages = age(cells["min_age"]), age(cells["max_age"])
    return (None, None) if ages == _FILLER_AGES else without_fillers(*ages)


def _add_place(draft: OfferDraft, cells: dict[str, str]) -> None:
    """Coordinates count only beside an address or a town: without either they are a geocoder's guess."""
    address, city = _told(cells, "address"), _told(cells, "city")
    if address.casefold() in _ONLINE or city.casefold() in _ONLINE:
        draft.mode = Mode.ONLINE.value
        return
    if not address and not city:
        return
    draft.place = PlaceDraft(
        street=address,
        postal_code=_told(cells, "zipcode"),
        locality=city,
        country=_COUNTRY,
        latitude=_degrees(cells["latitude"]),
        longitude=_degrees(cells["longitude"]),
    )


def _degrees(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None
