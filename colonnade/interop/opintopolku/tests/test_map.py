"""What an object of the catalogue means, and what it does not say."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from colonnade.city.catalogue.harvest import Refused
from colonnade.interop.opintopolku.map import draft_of

HELSINKI = ZoneInfo("Europe/Helsinki")
HIT = {
    "oid": "1.2.246.562.13.1",
    "nimi": {"fi": " Puutyö ", "sv": "Träarbete", "en": ""},
    "kuvaus": {"sv": "<p>Trä</p>"},
    "koulutustyyppi": "amk",
    "koulutukset": [{"koodiUri": "koulutus_1#12", "nimi": {"fi": "Puuala"}}],
    "tutkintonimikkeet": [
        {"koodiUri": "tutkintonimikekk_1#2", "nimi": {"fi": "Puuseppä", "en": "Carpenter"}}
    ],
    "opintojenLaajuus": {"koodiUri": "opintojenlaajuus_60#1", "nimi": {"fi": "60"}},
    "opintojenLaajuusyksikko": {"koodiUri": "opintojenlaajuusyksikko_2#1", "nimi": {"fi": "opintopistettä"}},
    "toteutustenTarjoajat": {"nimi": {"fi": "Opisto"}, "count": 1},
    "kielivalinta": ["fi", "sv"],
    "teemakuva": None,
}
TARGET = {
    "hakukohdeOid": "1.2.246.562.20.1",
    "jarjestyspaikka": {
        "nimi": {"fi": "Talo"},
        "paikkakunta": {"koodiUri": "kunta_1", "nimi": {"fi": "Kylä", "sv": "By"}},
    },
    "aloituspaikat": {"lukumaara": 12},
    "hakuajat": [{"alkaa": "2030-02-20T08:00", "paattyy": "2030-03-19T15:00"}],
    "pohjakoulutusvaatimus": [{"koodiUri": "p_1#1", "nimi": {"fi": "Peruskoulu", "sv": "Grundskola"}}],
    "koulutuksenAlkamiskausi": {
        "koulutuksenAlkamiskausi": {"koodiUri": "kausi_s#1", "nimi": {"fi": "Syksy", "en": "Autumn"}},
        "koulutuksenAlkamisvuosi": "2030",
    },
}
IMPLEMENTATION = {
    "oid": "1.2.246.562.17.1",
    "koulutusOid": "1.2.246.562.13.1",
    "tila": "julkaistu",
    "nimi": {"fi": "Puutyö"},
    "organisaatio": {"oid": "1.2.246.562.10.1", "nimi": {"fi": "Opisto"}},
    "tarjoajat": [{"nimi": {"fi": "Talo"}, "paikkakunta": {"nimi": {"fi": "Kylä"}}}],
    "modified": "2030-01-01T10:00:00",
    "metadata": {
        "kuvaus": {"fi": "Teksti"},
        "asiasanat": [{"kieli": "fi", "arvo": "puu"}],
        "ammattinimikkeet": [{"kieli": "fi", "arvo": "puuseppä"}],
        "yhteyshenkilot": [{"nimi": {"fi": "Erkki Esimerkki"}}],
        "opetus": {
            "opetuskieli": [{"koodiUri": "oppilaitoksenopetuskieli_3#2"}],
            "opetustapa": [{"nimi": {"fi": "Lähiopetus"}}],
            "maksullisuustyyppi": "maksuton",
            "suunniteltuKestoVuodet": 1,
            "suunniteltuKestoKuukaudet": 6,
        },
    },
    "hakutiedot": [{"hakukohteet": [TARGET]}],
}


def implementation(**changes):
    return draft_of({**IMPLEMENTATION, **changes})


def taught(**changes):
    facts = IMPLEMENTATION["metadata"]
    return implementation(metadata={**facts, "opetus": {**facts["opetus"], **changes}})


def target(**changes):
    return implementation(hakutiedot=[{"hakukohteet": [{**TARGET, **changes}]}])


def test_map_reads_a_hit():
    draft = draft_of(HIT)
    assert draft.title == {"fi": "Puutyö", "sv": "Träarbete"}
    assert draft.description == {"sv": "<p>Trä</p>"}
    assert draft.provider.names == {"fi": "Opisto"}
    assert draft.kind == "PROGRAMME"
    assert draft.url == "https://opintopolku.fi/konfo/fi/koulutus/1.2.246.562.13.1"
    assert draft.inferred == ["url"]
    assert draft.awards == [
        {
            "name": {"fi": "Puuseppä", "en": "Carpenter"},
            "type": "qualification",
            "credit": "60",
            "system": "ECTS",
        }
    ]
    assert draft.source_categories == [
        {"code": "koulutus_1", "label": "Puuala"},
        {"code": "koulutustyyppi_amk", "label": "amk"},
    ]


def test_map_does_not_take_languages_of_the_record_for_those_of_teaching():
    draft = draft_of(HIT)
    assert (draft.languages, draft.mode, draft.is_free, draft.sessions, draft.registration) == (
        [],
        "",
        "UNKNOWN",
        [],
        {},
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("yo", "PROGRAMME"), ("amm-tutkinnon-osa", "COURSE"), ("vapaa-sivistystyo-muu", "COURSE")],
)
def test_map_tells_degrees_from_courses(kind, expected):
    assert draft_of({**HIT, "koulutustyyppi": kind}).kind == expected


def test_map_reads_an_implementation():
    draft = implementation()
    assert draft.part_of == "1.2.246.562.13.1"
    assert draft.url == "https://opintopolku.fi/konfo/fi/toteutus/1.2.246.562.17.1"
    assert (draft.languages, draft.mode, draft.is_free) == (["fi", "sv"], "ONSITE", "YES")
    assert draft.duration == {"iso": "P1Y6M", "note": {}}
    assert draft.keywords == ["puu", "puuseppä"]
    assert draft.entry_requirements == {"fi": "Peruskoulu", "sv": "Grundskola"}
    assert draft.modified == datetime(2030, 1, 1, 10, tzinfo=HELSINKI)
    assert draft.other_organisations == []
    assert draft.inferred == ["url"]


def test_map_takes_no_private_names():
    assert "Esimerkki" not in repr(implementation())


def test_map_keeps_a_season_in_words():
    (session,) = implementation().sessions
    assert session.start is None
    assert session.schedule_note == {"fi": "Syksy 2030", "en": "Autumn 2030"}
    assert (session.place.names, session.place.locality) == ({"fi": "Talo"}, "Kylä")
    assert (session.capacity_max, session.external_id) == (12, "1.2.246.562.20.1")


def test_map_reads_a_stated_day():
    stated = {
        "koulutuksenAlkamispaivamaara": "2030-08-10T00:00",
        "koulutuksenPaattymispaivamaara": "2031-05-31T00:00",
    }
    (session,) = target(koulutuksenAlkamiskausi=stated).sessions
    assert (session.start, session.end, session.end_known) == (date(2030, 8, 10), date(2031, 5, 31), True)
    assert session.schedule_note == {}


def test_map_takes_the_season_of_the_round_where_the_target_has_none():
    bare = {name: value for name, value in TARGET.items() if name != "koulutuksenAlkamiskausi"}
    draft = implementation(
        hakutiedot=[{"koulutuksenAlkamiskausi": TARGET["koulutuksenAlkamiskausi"], "hakukohteet": [bare]}]
    )
    assert draft.sessions[0].schedule_note["fi"] == "Syksy 2030"


def test_map_names_the_places_where_there_are_no_targets():
    (session,) = implementation(hakutiedot=[]).sessions
    assert (session.start, session.place.names, session.schedule_note) == (None, {"fi": "Talo"}, {})


def test_map_reads_application_periods():
    assert implementation().registration == {
        "needed": "YES",
        "opens": datetime(2030, 2, 20, 8, tzinfo=HELSINKI),
        "closes": datetime(2030, 3, 19, 15, tzinfo=HELSINKI),
    }
    rolling = target(
        hakuajat=[{"alkaa": "2029-08-21T08:00"}, {"alkaa": "2030-02-20T08:00", "paattyy": "2030-03-19T15:00"}]
    )
    assert rolling.registration == {"needed": "YES", "opens": datetime(2029, 8, 21, 8, tzinfo=HELSINKI)}
    linked = target(hakulomakeLinkki={"fi": "https://haku.example/1", "sv": "https://haku.example/1"})
    assert linked.registration["url"] == "https://haku.example/1"


@pytest.mark.parametrize(
    ("changes", "is_free", "prices"),
    [
        ({"maksullisuustyyppi": None}, "UNKNOWN", []),
        (
            {"maksullisuustyyppi": "maksullinen", "maksunMaara": 120.0},
            "NO",
            [{"amount": "120.00", "currency": "EUR"}],
        ),
        (
            {
                "maksullisuustyyppi": "lukuvuosimaksu",
                "maksunMaara": 9000,
                "maksullisuusKuvaus": {"fi": "EU:n ulkopuolelta"},
            },
            "UNKNOWN",
            [{"amount": "9000.00", "currency": "EUR", "label": {"fi": "EU:n ulkopuolelta"}}],
        ),
    ],
)
def test_map_reads_fees(changes, is_free, prices):
    draft = taught(**changes)
    assert (draft.is_free, draft.prices) == (is_free, prices)


@pytest.mark.parametrize(
    ("ways", "mode"),
    [
        (["Verkko-opetus"], "ONLINE"),
        (["Lähiopetus", "Etäopetus"], "HYBRID"),
        (["Monimuoto-opetus"], "HYBRID"),
        (["Muu"], ""),
        ([], ""),
    ],
)
def test_map_reads_the_way_of_teaching(ways, mode):
    assert taught(opetustapa=[{"nimi": {"fi": way}} for way in ways]).mode == mode


def test_map_reads_a_qualification_with_several_institutions():
    item = {
        "oid": "1.2.246.562.13.1",
        "nimi": {"fi": "Puuala"},
        "organisaatio": {"oid": "1", "nimi": {"fi": "Virasto"}},
        "tarjoajat": [{"nimi": {"fi": "Opisto A"}}, {"nimi": {"fi": "Opisto B"}}],
        "eqf": [{"koodiUri": "eqf_4#2"}],
        "metadata": {
            "opintojenLaajuus": {"nimi": {"fi": "180"}},
            "opintojenLaajuusyksikko": {"koodiUri": "opintojenlaajuusyksikko_6"},
        },
    }
    draft = draft_of(item)
    assert draft.provider.names == {"fi": "Virasto"}
    assert sorted(draft.inferred) == ["provider", "url"]
    assert [each["name"]["fi"] for each in draft.other_organisations] == ["Opisto A", "Opisto B"]
    assert draft.level == "eqf:4"
    assert draft.awards == [{"type": "credit", "credit": "180", "system": "competence points"}]


@pytest.mark.parametrize(
    ("state", "status", "deleted"), [("tallennettu", "DRAFT", False), ("arkistoitu", "WITHDRAWN", True)]
)
def test_map_reads_the_status(state, status, deleted):
    draft = implementation(tila=state)
    assert (draft.status, draft.is_deleted) == (status, deleted)


def test_map_refuses_what_has_no_name():
    with pytest.raises(Refused) as caught:
        draft_of({"oid": "1", "nimi": {"fi": ""}})
    assert caught.value.code == "no_title"


def test_map_survives_odd_types():
    assert draft_of(dict.fromkeys(IMPLEMENTATION, 5) | {"nimi": {"fi": "x"}}).title == {"fi": "x"}
    assert draft_of(dict.fromkeys(HIT, [5]) | {"nimi": {"fi": "x"}}).title == {"fi": "x"}
