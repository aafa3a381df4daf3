"""Places in one line of text are taken apart only where it is certain."""

import pytest

from colonnade.city.catalogue.harvest import PlaceDraft
from colonnade.interop.shared.addresses import place_from_text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Library, Long Road 12, 48157 Lindenau",
            PlaceDraft({"en": "Library"}, "Long Road 12", "48157", "Lindenau"),
        ),
        (
            "Library, Long Road 12, 48157 Lindenau-Nord",
            PlaceDraft({"en": "Library"}, "Long Road 12", "48157", "Lindenau", district="Nord"),
        ),
        (
            "Library, Weg 1, 48157, Lindenau, Lindenau-Nord",
            PlaceDraft({"en": "Library"}, "Weg 1", "48157", "Lindenau", district="Nord"),
        ),
        (
            "Old Mill @ Mühlweg 5 03044 Altstadt",
            PlaceDraft({"en": "Old Mill"}, "Mühlweg 5", "03044", "Altstadt"),
        ),
        (
            "Old Mill @ Mühlweg 5, 03044 Altstadt Altstadt, Deutschland",
            PlaceDraft({"en": "Old Mill"}, "Mühlweg 5", "03044", "Altstadt", "DE"),
        ),
        ("Mühlweg 5, 03044 Altstadt", PlaceDraft({"en": "Mühlweg 5"}, "Mühlweg 5", "03044", "Altstadt")),
        (
            "Médiathèque, 12 rue du Port, 75002 Paris, France",
            PlaceDraft({"en": "Médiathèque"}, "12 rue du Port", "75002", "Paris", "FR"),
        ),
        (
            "Biblioteca, Calle Larga, 3, 28045 Madrid",
            PlaceDraft({"en": "Biblioteca"}, "Calle Larga 3", "28045", "Madrid"),
        ),
        (
            "Library, 10 High Street, Bristol BS1 4TP, UK",
            PlaceDraft({"en": "Library"}, "10 High Street", "BS1 4TP", "Bristol", "GB"),
        ),
        (
            "Library, 476 5th Ave, New York, NY 10018, USA",
            PlaceDraft({"en": "Library"}, "476 5th Ave", "10018", "New York", "US"),
        ),
        (
            "Casa, Rua do Sol, 12, 4000-123 Porto, Portugal",
            PlaceDraft({"en": "Casa"}, "Rua do Sol 12", "4000-123", "Porto", "PT"),
        ),
        (
            "Hall F1, Old School, Domplatz 20-22, Lindenau-Nord, Lindenau-Nord",
            PlaceDraft({"en": "Hall F1, Old School"}, "Domplatz 20-22", "", "Lindenau", district="Nord"),
        ),
        ("Room 5, 48157 Lindenau", PlaceDraft({"en": "Room 5"}, "", "48157", "Lindenau")),
        ("Room 3, Town Hall", PlaceDraft({"en": "Room 3, Town Hall"})),
        ("Lindenau-Nord", PlaceDraft({"en": "Lindenau-Nord"}, locality="Lindenau", district="Nord")),
        ("chat.example.org port: 64747", PlaceDraft({"en": "chat.example.org port: 64747"})),
        ("图书馆，中山路12号", PlaceDraft({"en": "图书馆，中山路12号"})),
        ("Germany", PlaceDraft(country="DE")),
        (" , ", None),
        ("", None),
    ],
)
def test_place_from_text_takes_apart_what_is_certain(text, place):
    assert place_from_text(text, ["Lindenau"], "en") == place


def test_place_from_text_keeps_a_district_of_an_unknown_city_in_the_name_of_the_town():
    assert place_from_text("Library, Weg 1, 48157 Lindenau-Nord", []) == PlaceDraft(
        {"und": "Library"}, "Weg 1", "48157", "Lindenau-Nord"
    )
