"""Spreadsheets of the budget: understood, checked, every row accounted for, nothing lost, twice nothing."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from colonnade.city.governance.actions.importing import (
    AlreadyKept,
    NotATable,
    NotReady,
    bring_budget,
    keep_budget,
    say_how_to_read,
)
from colonnade.city.governance.models import BudgetImport, BudgetLine
from colonnade.city.governance.queries.budget_import import import_plan
from colonnade.city.governance.tests.factories_resources import (
    NOON,
    brought,
    csv_file,
    make_line,
    ods_file,
    xlsx_file,
)
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed

HEAD = "Year;What the money is for;Source;Area;Form;Currency;Planned;Spent;Code"
ROWS = (
    HEAD,
    "2026;Evening classes;city;B5;non-formal;EUR;1.234,50;1.000;A1",
    "2026;Library buses;EU;B7;informal;EUR;500;;A2",
    "2026;Grants;foundation;;;USD;12,5;0;A3",
)


def outcomes(plan):
    """Row number, outcome and reason of every row."""
    return [(row.number, str(row.outcome), row.code) for row in plan.rows]


def kept(city, by, *rows, **manner):
    """A spreadsheet whose rows are in the budget."""
    return keep_budget(sheet=brought(city, by, *rows, **manner), by=by, at=NOON)


def test_a_spreadsheet_is_looked_at_before_anything_is_written(city, bruno):
    plan = import_plan(brought(city, bruno, *ROWS))

    assert outcomes(plan) == [(1, "created", ""), (2, "created", ""), (3, "created", "")]
    assert plan.is_ready
    assert plan.readings["planned"].decimal == ","
    assert not BudgetLine.objects.exists()


def test_rows_become_lines(city, bruno):
    sheet = kept(city, bruno, *ROWS)

    rows = BudgetLine.objects.order_by("reference").values_list(
        "year", "title", "source", "area", "form", "currency", "planned", "committed", "spent", "sheet"
    )
    assert list(rows) == [
        (2026, "Evening classes", "MUNICIPAL", "B5", "NON_FORMAL", "EUR", Decimal("1234.50"), None, Decimal(1000), sheet.pk),
        (2026, "Library buses", "INTERNATIONAL", "B7", "INFORMAL", "EUR", Decimal(500), None, None, sheet.pk),
        (2026, "Grants", "FOUNDATION", "", "", "USD", Decimal("12.50"), None, Decimal(0), sheet.pk),
    ]  # fmt: skip
    assert (sheet.created, sheet.updated, sheet.unchanged, sheet.rejected) == (3, 0, 0, 0)
    assert Entry.objects.filter(verb="governance:budget:keep", details__created=3).exists()


def test_brought_twice_nothing_changes(city, bruno):
    kept(city, bruno, *ROWS)
    before = list(BudgetLine.objects.order_by("pk").values())

    sheet = kept(city, bruno, *ROWS)

    assert (sheet.created, sheet.updated, sheet.unchanged, sheet.rejected) == (0, 0, 3, 0)
    assert list(BudgetLine.objects.order_by("pk").values()) == before


def test_brought_twice_without_codes_nothing_changes(city, bruno):
    rows = ["Year,Title,Currency,Planned", "2026,Classes,EUR,10", "2026,Classes,EUR,20", "2026,Bus,EUR,5"]
    kept(city, bruno, *rows)

    sheet = kept(city, bruno, *rows)

    assert (sheet.created, sheet.unchanged, BudgetLine.objects.count()) == (0, 3, 3)


def test_a_code_finds_its_line_whatever_else_changed(city, bruno):
    line = make_line(city, "Old words", reference="A1", planned=3)

    sheet = kept(city, bruno, *ROWS[:2])

    line.refresh_from_db()
    assert (line.title, line.planned, line.source) == ("Evening classes", Decimal("1234.50"), "MUNICIPAL")
    assert (sheet.created, sheet.updated) == (0, 1)


def test_a_line_without_a_code_gets_the_one_of_its_row(city, bruno):
    line = make_line(city, "Bus", planned=5)

    kept(city, bruno, "Year,Title,Currency,Planned,Code", "2026,Bus,EUR,5,X9")

    line.refresh_from_db()
    assert (line.reference, BudgetLine.objects.count()) == ("X9", 1)


def test_an_empty_cell_erases_nothing(city, bruno):
    line = make_line(city, "Bus", planned=5, spent=4, note="By tram", source="MUNICIPAL", reference="A2")

    kept(city, bruno, "Year,Title,Currency,Planned,Spent,Note,Source,Code", "2026,Bus,EUR,6,,,,A2")

    line.refresh_from_db()
    assert (line.planned, line.spent, line.note, line.source) == (6, 4, "By tram", "MUNICIPAL")


def test_lines_of_another_city_and_lines_taken_out_stay_as_they_are(city, bruno):
    line = make_line(city, "Bus", planned=5, reference="A2", removed_at=NOON)

    sheet = kept(city, bruno, "Year,Title,Currency,Planned,Code", "2026,Bus,EUR,6,A2")

    line.refresh_from_db()
    assert (line.planned, sheet.created) == (5, 1)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("2026,,EUR,5,", "no_title"),
        (",Bus,EUR,5,", "no_year"),
        ("2026/27,Bus,EUR,5,", "bad_year"),
        ("1066,Bus,EUR,5,", "bad_year"),
        ("2026,Bus,Mars coins,5,", "unknown_currency"),
        ("2026,Bus,EUR,$ 5 USD,", "two_currencies"),
        ("2026,Bus,EUR,5,Z9", "unknown_area"),
        ("2026,Bus,EUR,12 Mio,", "amount_words"),
        ("2026,Bus,EUR,tbd,", "amount_words"),
        ("2026,Bus,EUR,2026-05-01,", "amount_unreadable"),
        ("2026,Bus,EUR,5.123456,", "amount_too_fine"),
        ("2026,Bus,EUR,99999999999999999,", "amount_too_large"),
        ("2026,Bus,EUR,(500),", "negative"),
        (f"2026,{'B' * 301},EUR,5,", "too_long"),
    ],
)
def test_a_row_that_cannot_be_kept_is_refused_with_its_reason(city, bruno, row, code):
    sheet = brought(city, bruno, "Year,Title,Currency,Planned,Area", "2026,Good,EUR,7.25,B4", row)

    plan = import_plan(sheet)

    assert outcomes(plan) == [(1, "created", ""), (2, "rejected", code)]
    assert keep_budget(sheet=sheet, by=bruno, at=NOON).outcomes[1][:4] == [2, 3, "rejected", code]
    assert BudgetLine.objects.count() == 1


def test_the_same_code_twice_in_a_year_is_refused_the_second_time(city, bruno):
    plan = import_plan(
        brought(city, bruno, "Year,Title,Currency,Planned,Code", "2026,A,EUR,1,X", "2026,B,EUR,2,X", "2027,C,EUR,3,X")
    )  # fmt: skip

    assert outcomes(plan) == [(1, "created", ""), (2, "rejected", "same_reference"), (3, "created", "")]
    assert plan.rows[1].details == {"value": "X", "row": "1"}


@pytest.mark.parametrize(
    "head",
    [
        "Year;What the money is for;Source;Area;Form;Currency;Planned;Committed;Spent;Code;Note",
        "Année;Intitulé;Origine;Domaine;Forme d’apprentissage;Devise;Prévu;Engagé;Dépensé;Compte;Remarques",
        "Año;Concepto;Fuente;Área del templo;Forma;Moneda;Presupuesto;Comprometido;Gastado;Código;Observaciones",
        "Год;Наименование;Источник финансирования;Область;Форма обучения;Валюта;План;Обязательства;Факт;Код;Примечание",
        "年度;项目名称;资金来源;领域;学习形式;币种;预算;已承诺;已支出;编号;备注",
        "السنة;البند;مصدر التمويل;المجال;شكل التعلم;العملة;المخطط;التزامات;المنفق;الرمز;ملاحظات",
        "Haushaltsjahr;Bezeichnung;Herkunft;Bereich;Lernform;Währung;Ansatz (EUR);Gebunden;Ist;Haushaltsstelle;Bemerkung",
    ],
)
def test_columns_are_known_in_every_language(city, bruno, head):
    plan = import_plan(brought(city, bruno, head, "2026;X;city;B4;formal;EUR;1;2;3;C1;n"))

    assert sorted(plan.fields) == sorted(
        ["year", "title", "source", "area", "form", "currency", "planned", "committed", "spent", "reference", "note"]
    )  # fmt: skip
    assert outcomes(plan) == [(1, "created", "")]


def test_unknown_columns_ask_which_is_which(city, bruno):
    sheet = brought(city, bruno, "aa,bb,cc", "Bus,7,x")
    plan = import_plan(sheet)

    assert plan.missing == ["title", "amount", "year"]
    with pytest.raises(NotReady):
        keep_budget(sheet=sheet, by=bruno, at=NOON)

    manner = {"columns": {"title": "aa", "planned": "bb"}, "year": 2027, "currency": "EUR"}
    say_how_to_read(sheet=sheet, manner=manner, by=bruno, at=NOON)
    keep_budget(sheet=sheet, by=bruno, at=NOON)

    line = BudgetLine.objects.get()
    assert (line.title, line.planned, line.year, line.currency) == ("Bus", 7, 2027, "EUR")


def test_a_currency_must_be_said_where_no_row_names_it(city, bruno):
    assert import_plan(brought(city, bruno, "Year,Title,Planned", "2026,Bus,7")).missing == ["currency"]
    assert import_plan(brought(city, bruno, "Year,Title,Planned (EUR)", "2026,Bus,7")).is_ready
    assert import_plan(brought(city, bruno, "Year,Title,Planned", "2026,Bus,€ 7")).is_ready


def test_a_source_we_do_not_know_is_kept_by_its_name(city, bruno):
    kept(city, bruno, "Year,Title,Currency,Planned,Source", "2026,Bus,EUR,7,Savings bank")

    assert BudgetLine.objects.values_list("source", "source_name").get() == ("OTHER", "Savings bank")


@pytest.mark.parametrize(
    ("total", "agrees", "difference"),
    [
        ("Total,,,30.10", True, "0"),
        ("Grand total 2026,,EUR,30.10", True, "0"),
        ("Summe:,,,30.11", False, "0.01"),
        ("Итого,,,30.00", False, "-0.10"),
        ("合计,,,30.10", True, "0"),
        ("المجموع,,,30.10", True, "0"),
    ],
)
def test_a_row_of_sums_is_a_check_and_no_line(city, bruno, total, agrees, difference):
    plan = import_plan(
        brought(city, bruno, "Title,Year,Currency,Planned", "A,2026,EUR,10.05", "B,2026,EUR,20.05", total)
    )

    assert outcomes(plan)[2] == (3, "total", "")
    (check,) = plan.checks
    assert (check.reconciles, check.difference) == (agrees, Decimal(difference))


def test_subtotals_and_a_grand_total_each_find_their_rows(city, bruno):
    rows = ["Title,Year,Currency,Planned", "A,2026,EUR,1", "Subtotal,,,1", "B,2026,EUR,2", "C,2026,EUR,3", "Subtotal,,,5", "Total,,,6"]  # fmt: skip

    plan = import_plan(brought(city, bruno, *rows))

    assert [check.reconciles for check in plan.checks] == [True, True, True]


def test_a_refused_row_shows_in_the_check(city, bruno):
    rows = ["Title,Year,Currency,Planned", "A,2026,EUR,1", "B,2026,EUR,2 Mio", "Total,,,3"]

    (check,) = import_plan(brought(city, bruno, *rows)).checks

    assert (check.reconciles, check.stated, check.found) == (False, 3, 1)


def test_a_sum_over_two_currencies_cannot_be_checked(city, bruno):
    rows = ["Title,Year,Currency,Planned", "A,2026,EUR,1", "B,2026,USD,2", "Total,,,3"]

    assert import_plan(brought(city, bruno, *rows)).checks[0].code == "several_currencies"


def test_a_line_whose_name_begins_like_a_sum_is_a_line(city, bruno):
    plan = import_plan(
        brought(city, bruno, "Title,Year,Currency,Planned", "Total immersion course,2026,EUR,1")
    )

    assert outcomes(plan) == [(1, "created", "")]


def test_empty_rows_do_not_count(city, bruno):
    plan = import_plan(
        brought(city, bruno, "Title,Year,Currency,Planned", ",,,", "A,2026,EUR,1", " , ,,", "B,2026,EUR,2")
    )

    assert [row.line for row in plan.rows] == [3, 5]


def test_workbooks_bring_typed_numbers_and_texts(city, bruno):
    rows = [
        ["Budget of learning"],
        ["Title", "Year", "Currency", "Planned"],
        ["A", 2026, "EUR", 1234.5],
        ["B", 2026, "EUR", "1.234,56"],
        ["C", 2026, "EUR", 0.1 + 0.2],
        ["D", 2026, "EUR", "to be agreed"],
    ]
    sheet = bring_budget(territory=city, upload=xlsx_file(rows), by=bruno, at=NOON)

    plan = import_plan(sheet)

    assert [row.values.get("planned") for row in plan.rows] == [
        Decimal("1234.50"), Decimal("1234.56"), Decimal("0.30"), None,
    ]  # fmt: skip
    assert outcomes(plan)[3] == (4, "rejected", "amount_words")


def test_opendocument_is_read(city, bruno):
    rows = [["Title", "Year", "Currency", "Planned"], ["A", 2026, "EUR", 1234.5]]
    sheet = bring_budget(territory=city, upload=ods_file(rows), by=bruno, at=NOON)

    assert import_plan(sheet).rows[0].values["planned"] == Decimal("1234.50")


def test_merged_cells_comments_and_further_sheets_are_told(city, bruno):
    rows = [
        ["Source", "Title", "Year", "Currency", "Planned"],
        ["EU", "A", 2026, "EUR", 1],
        ["", "B", 2026, "EUR", 2],
    ]
    file = xlsx_file(rows, merged="A2:A3", comments=True, sheets=2)
    sheet = bring_budget(territory=city, upload=file, by=bruno, at=NOON)

    assert [note[1] for note in sheet.notes] == ["merged_cells", "comments_left_out", "one_sheet_read"]
    assert [row.values["source"] for row in import_plan(sheet).rows] == ["INTERNATIONAL", ""]

    say_how_to_read(sheet=sheet, manner={"fill_down": True}, by=bruno, at=NOON)

    assert [row.values["source"] for row in import_plan(sheet).rows] == ["INTERNATIONAL", "INTERNATIONAL"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"Year,Title,Planned\n", "empty"),
        (b"%PDF-1.7 ...", "not_a_table"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_a_table"),
        (b"<html><table><tr><td>1</td></tr></table>", "not_a_table"),
        (b"\x00\x01\x02\x03 binary \x00", "not_a_table"),
        (b"just one line of words\nand another\n", "not_a_table"),
        (b"PK\x03\x04 broken", "unreadable_workbook"),
    ],
)
def test_files_that_are_not_what_they_say_are_refused(city, bruno, content, code):
    file = SimpleUploadedFile("budget.xlsx", content)

    with pytest.raises(NotATable) as problem:
        bring_budget(territory=city, upload=file, by=bruno, at=NOON)

    assert problem.value.code == code
    assert not BudgetImport.objects.exists()


def test_a_file_that_is_too_large_is_refused(city, bruno):
    file = SimpleUploadedFile("budget.csv", b"a,b\n" + b"1,2\n" * 3_000_000)

    with pytest.raises(NotATable) as problem:
        bring_budget(territory=city, upload=file, by=bruno, at=NOON)

    assert problem.value.code == "too_large_file"


def test_old_encodings_are_read_and_told(city, bruno):
    file = csv_file(
        "Год;Наименование;Валюта;План", "2026;Вечерняя школа;KZT;1 234,50", "2026;Библиотека;KZT;2", encoding="cp1251"
    )  # fmt: skip
    sheet = bring_budget(territory=city, upload=file, by=bruno, at=NOON)

    assert [row.title for row in import_plan(sheet).rows] == ["Вечерняя школа", "Библиотека"]
    assert sheet.notes[0][1] == "encoding_guessed"


def test_a_torn_last_row_is_accounted_for(city, bruno):
    file = SimpleUploadedFile("b.csv", b"Title,Year,Currency,Planned\nA,2026,EUR,1\nB,20")
    sheet = bring_budget(territory=city, upload=file, by=bruno, at=NOON)

    plan = import_plan(sheet)

    assert outcomes(plan) == [(1, "created", ""), (0, "rejected", "cut_record")]
    assert keep_budget(sheet=sheet, by=bruno, at=NOON).rejected == 1


def test_a_spreadsheet_is_kept_once(city, bruno):
    sheet = kept(city, bruno, *ROWS)

    with pytest.raises(AlreadyKept):
        keep_budget(sheet=sheet, by=bruno, at=NOON)
    with pytest.raises(AlreadyKept):
        say_how_to_read(sheet=sheet, manner={}, by=bruno, at=NOON)


def test_bring_budget_refuses_strangers(city, bruno, charlie):
    sheet = brought(city, bruno, *ROWS)
    for act in (
        lambda: bring_budget(territory=city, upload=csv_file(*ROWS), by=charlie, at=NOON),
        lambda: say_how_to_read(sheet=sheet, manner={}, by=charlie, at=NOON),
        lambda: keep_budget(sheet=sheet, by=charlie, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert not BudgetLine.objects.exists()


def test_many_rows_are_all_accounted_for(city, bruno, django_assert_max_num_queries):
    rows = [f"2026,Line {number},EUR,{number}.{number % 100:02},R{number}" for number in range(1, 2001)]
    total = sum((Decimal(row.split(",")[3]) for row in rows), Decimal(0))
    sheet = brought(city, bruno, "Year,Title,Currency,Planned,Code", *rows, f",Total,EUR,{total},")

    with django_assert_max_num_queries(60):
        keep_budget(sheet=sheet, by=bruno, at=NOON)

    sheet.refresh_from_db()
    assert (sheet.created, sheet.rejected, len(sheet.outcomes)) == (2000, 0, 2001)
    assert sheet.checks[0][3] == sheet.checks[0][4]
    assert sum(BudgetLine.objects.values_list("planned", flat=True), Decimal(0)) == total
