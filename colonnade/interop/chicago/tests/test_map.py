"""A row of the catalogue becomes a programme without dates."""

import pytest

from colonnade.city.catalogue.harvest import Raw, Refused
from colonnade.interop.chicago import ChicagoReader
from colonnade.interop.chicago.identity import identity
from colonnade.interop.chicago.torn import COLUMNS, unescaped
from colonnade.interop.shared.tests.reading import a_context

SOUND = dict(
    zip(
        COLUMNS,
        [
            "Chess",
            "Brick House",
            "Words.",
            "1 Main St.",
            "Springfield",
            "IL",
            "62701",
            "39.7817",
            "-89.6501",
            "10",
            "14",
            "7",
            "Media",
            "Films",
        ],
        strict=True,
    )
)


def draft(**cells):
    return ChicagoReader().map(Raw("row 1, line 2", {**SOUND, **cells}), a_context())


def test_a_row():
    found = draft()
    assert (found.title, found.description) == ({"und": "Chess"}, {"und": "Words."})
    assert found.provider.names == {"und": "Brick House"}
    assert (found.kind, found.sessions, found.inferred) == ("PROGRAMME", [], ["kind"])
    assert (found.age_min, found.age_max, found.is_free, found.mode) == (10, 14, "UNKNOWN", "")
    assert found.source_categories == [{"code": "7", "label": "Media"}]


def test_the_place_stands_on_the_offer():
    place = draft().place
    assert (place.names, place.street, place.postal_code, place.locality, place.country) == (
        {},
        "1 Main St.",
        "62701",
        "Springfield",
        "US",
    )
    assert (place.latitude, place.longitude) == (39.7817, -89.6501)


def test_rows_of_one_programme_share_their_id():
    ids = {
        draft(category_id=code, description=text, min_age=age).external_id
        for code, text, age in (("1", "a", "5"), ("2", "b", "6"))
    }
    assert len(ids) == 1
    assert (
        len(
            {
                draft(name="Clay").external_id,
                draft(address="2 Main St.").external_id,
                draft(org_name="Mill").external_id,
                *ids,
            }
        )
        == 4
    )


@pytest.mark.parametrize(
    ("low", "high", "ages"),
    [
        ("2", "24", (None, None)),
        ("2", "5", (2, 5)),
        ("14", "24", (14, 24)),
        ("2", "100", (2, None)),
        ("NULL", "NULL", (None, None)),
    ],
)
def test_ages_and_their_filler(low, high, ages):
    found = draft(min_age=low, max_age=high)
    assert (found.age_min, found.age_max) == ages


def test_online():
    found = draft(address="online", city="online", latitude="NULL", longitude="NULL")
    assert (found.mode, found.place) == ("ONLINE", None)


def test_coordinates_without_any_address_are_a_guess():
    assert draft(address="#N/A", city="#N/A", zipcode="#N/A").place is None
    assert draft(address="", city="", zipcode="").place is None
    assert draft(latitude="NULL", longitude="NULL").place.latitude is None


def test_words_for_nothing_say_nothing():
    found = draft(org_name="NULL", description="NULL", category_id="NULL", category_name="")
    assert (found.provider, found.description, found.source_categories) == (None, {}, [])


def test_a_row_without_name_is_refused():
    with pytest.raises(Refused) as refusal:
        draft(name=" ")
    assert refusal.value.code == "no_title"


def test_a_piece_is_kept_from_view():
    found = draft(name="Learn at Play", piece_of=SOUND)
    assert (found.status, found.part_of, found.place, found.provider) == (
        "DRAFT",
        draft().external_id,
        None,
        None,
    )


def test_quotation_marks_are_unescaped():
    assert unescaped('The \\Be Ready\\" Club"') == 'The "Be Ready" Club'
    assert unescaped('16\\ Softball"') == '16" Softball'
    assert unescaped('no "harm" done') == 'no "harm" done'


def test_identity_does_not_depend_on_what_exports_lose():
    same = identity("What’s Up", "Café Club", "1 Main St.")
    assert identity("What\ufffd\ufffd\ufffds Up", "Caf\ufffd\ufffd Club", "1  Main St. ") == same
    assert (
        identity('16" Ball', "Club", "NULL")
        == identity("16'' Ball", "Club", "online")
        == identity("16\\ Ball", "Club", "")
    )
    assert identity("Hip-Hop", "Club", "") == identity("Hip Hop", "Club", "")
    assert identity("Chess", "Club", "") != identity("chess", "Club", "")
    assert identity("Школа", "Клуб", "") != identity("Театр", "Клуб", "")
