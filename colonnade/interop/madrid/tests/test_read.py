"""Reading both spellings, damaged and cut files included."""

import json

import pytest

from colonnade.city.catalogue.harvest import Unusable
from colonnade.interop.madrid import MadridReader
from colonnade.interop.shared.tests.reading import read_all, real

EVENT = {
    "id": "1",
    "title": "Taller de barro",
    "dtstart": "2030-05-04 18:00:00.0",
    "dtend": "2030-05-04 23:59:00.0",
}
HEADER = " ID-EVENTO;TITULO;PRECIO;GRATUITO;DIAS-SEMANA;DIAS-EXCLUIDOS;FECHA;FECHA-FIN;HORA;TIPO;AUDIENCIA;"


def agenda(*events: dict | str) -> str:
    written = (each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in events)
    return '\n\n{"@context": {"excluded-days": "c:exdate"},\n"@graph": [' + ",\n".join(written) + "]}"


def test_a_bad_escape_is_mended_and_told():
    broken = '{"id": "2", "title": "Parque (Norte\\Puente)", "dtstart": "2030-05-04 18:00:00.0"}'
    reading = read_all(MadridReader(), agenda(EVENT, broken))
    assert [draft.title["es"] for draft in reading.drafts] == ["Taller de barro", "Parque (Norte\\Puente)"]
    assert reading.repaired == [("event 2, line 5", "escape_mended")]
    assert not reading.cut


def test_a_cut_file_keeps_what_is_complete():
    reading = read_all(MadridReader(), agenda(EVENT, {**EVENT, "id": "2"})[:-30])
    assert [draft.external_id for draft in reading.drafts] == ["1"]
    assert reading.rejected == [("event 2, line 5", "cut_record")]
    assert reading.repaired == [("file", "cut_file")]
    assert reading.cut


def test_an_exclusion_that_is_no_date_is_told():
    event = {**EVENT, "excluded-days": "1/5/2030;/5/2030;"}
    assert read_all(MadridReader(), agenda(event)).repaired == [("event 1", "bad_exclusion")]


def test_an_empty_graph_is_no_fault():
    assert read_all(MadridReader(), '{"@graph": []}').count == 0


@pytest.mark.parametrize(
    ("feed", "code"), [("", "empty"), ('{"items": [1]}', "not_offers"), ("{'@graph'", "not_json")]
)
def test_files_that_are_of_no_use(feed, code):
    with pytest.raises(Unusable) as caught:
        read_all(MadridReader(), feed)
    assert caught.value.code == code


def test_csv_rows_become_records_of_the_other_spelling():
    feed = (
        HEADER
        + "\n"
        + '7;"Año nuevo; vida nueva";"";"1";"L,X";"";2030-01-01 00:00:00.0;2030-02-01 23:59:00.0;18:30;'
    )
    feed += '/contenido/actividades/CursosTalleres;"/usuario/Niños,/usuario/Familias";\n'
    reading = read_all(MadridReader(), feed.encode("latin-1"))
    (draft,) = reading.drafts
    assert draft.external_id == "7"
    assert draft.title == {"es": "Año nuevo; vida nueva"}
    assert draft.is_free == "YES"
    assert draft.audience == ["children", "families"]
    assert draft.source_categories == [{"code": "CursosTalleres", "label": "Cursos Talleres"}]
    assert [code for _, code in reading.repaired] == ["encoding_guessed"]


def test_a_csv_row_with_missing_cells_is_told():
    reading = read_all(MadridReader(), HEADER + "\n7;Taller;;1\n8;Otro;;1;;;2030-01-01 00:00:00.0;;;;;\n")
    assert [draft.external_id for draft in reading.drafts] == ["7", "8"]
    assert reading.repaired == [("row 1, line 2", "columns_mended")]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "drafts", "rejected", "repaired"),
    [
        ("2018-05-02", 990, [], ["bad_exclusion"]),
        ("2018-05-03_invalid_escape", 1000, [], ["bad_exclusion", "escape_mended"]),
        ("2018-05-03_truncated", 922, ["cut_record"], ["bad_exclusion", "cut_file", "escape_mended"]),
    ],
)
def test_real_files(name, drafts, rejected, repaired):
    reading = read_all(MadridReader(), real(f"city-agenda/madrid_agenda_{name}.json"))
    assert len(reading.drafts) == drafts
    assert [code for _, code in reading.rejected] == rejected
    assert sorted(code for _, code in reading.repaired) == repaired
    assert reading.cut == (name == "2018-05-03_truncated")


@pytest.mark.real_data
def test_the_cut_file_is_the_beginning_of_the_whole_one():
    whole = read_all(MadridReader(), real("city-agenda/madrid_agenda_2018-05-03_invalid_escape.json"))
    cut = read_all(MadridReader(), real("city-agenda/madrid_agenda_2018-05-03_truncated.json"))
    assert cut.drafts == whole.drafts[:922]


@pytest.mark.real_data
def test_a_plain_count_agrees():
    text = real("city-agenda/madrid_agenda_2018-05-02.json").read_text("utf-8")
    reading = read_all(MadridReader(), real("city-agenda/madrid_agenda_2018-05-02.json"))
    named = text.count('"uid":') - 1  # the context names it too
    assert named == len({draft.external_id for draft in reading.drafts}) == 990
