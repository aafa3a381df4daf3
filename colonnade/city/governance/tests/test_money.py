"""The money of learning: kept by the team, added up to the cent in every table, shown to everybody."""

from decimal import Decimal

import pytest
from django.urls import reverse

from colonnade.city.governance.actions.importing import keep_budget
from colonnade.city.governance.actions.money import (
    AlreadyRemoved,
    FromAnotherCity,
    NotRemoved,
    ReferenceTaken,
    add_budget_line,
    change_budget_line,
    remove_budget_line,
    restore_budget_line,
)
from colonnade.city.governance.models import BudgetImport, BudgetLine
from colonnade.city.governance.queries.budget_import import import_plan
from colonnade.city.governance.queries.money import (
    DIMENSIONS,
    entries,
    shares,
    spending_facts,
    table,
    year_to_show,
)
from colonnade.city.governance.tests.factories_resources import (
    NOON,
    brought,
    csv_file,
    make_action,
    make_line,
)
from colonnade.city.governance.views.money import amount_in_short
from colonnade.city.governance.vocabulary.amounts import (
    NotAnAmount,
    amount,
    currency_in,
    keeps_its_cents,
    reading_of,
)
from colonnade.city.governance.vocabulary.resources import BudgetSource, Figure, LearningForm
from colonnade.city.profile.tests.factories import LANGUAGES, make_city
from colonnade.plumbing.permissions import NotAllowed

FACTS = {"title": "Classes", "year": 2026, "currency": "EUR", "planned": Decimal("10.10")}


# -- amounts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "values"),
    [
        (["1.234.567,89", "1.234", "500"], ["1234567.89", "1234", "500"]),
        (["1,234,567.89", "1,234", "500"], ["1234567.89", "1234", "500"]),
        (["1 234,50", "1\u00a0234", "1\u202f234,5"], ["1234.50", "1234", "1234.50"]),
        (["1'234.50", "1’234"], ["1234.50", "1234"]),
        (["12,34,567.89"], ["1234567.89"]),
        (["(500)", "-3", "−4", "5-", "(1,234.00)"], ["-500", "-3", "-4", "-5", "-1234"]),
        (["€ 1.234,50", "12,00 €", "EUR 7", "USD 8"], ["1234.50", "12", "7", "8"]),
        (["1 000 руб.", "2 500,50 ₽"], ["1000", "2500.50"]),
        (["١٢٣٤٫٥٠", "٠١٢", "١٬٢٣٤٬٥٦٧٫٨٩"], ["1234.50", "12", "1234567.89"]),
        (["１２３", "４５６．７"], ["123", "456.70"]),
        (["500,-", "12,50"], ["500", "12.50"]),
        (["", "-", "n/a", "н/д", "无", "0"], [None, None, None, None, None, "0"]),
        (["1.234"], ["1234"]),  # thousands, until something else speaks
        (["1.234", "5.67"], ["too_fine", "5.67"]),
        (["12,50", "12.50", "13,10"], ["12.50", "other_way", "13.10"]),
        (["12 Mio", "1,5k", "5 тыс.", "3万"], ["words", "words", "words", "words"]),
        (["2026-05-01", "1..2", "5%"], ["unreadable", "unreadable", "unreadable"]),
        (["99999999999999999", "12345678901234.56"], ["too_large", "too_large"]),
    ],
)
def test_amounts_are_read_as_their_column_is_written(column, values):
    reading = reading_of(column)
    found = []
    for cell in column:
        try:
            found.append(amount(cell, reading))
        except NotAnAmount as problem:
            found.append(problem.code)

    wanted = [
        value if value is None or value.isalpha() or "_" in value else Decimal(value) for value in values
    ]
    assert found == wanted


@pytest.mark.parametrize(
    ("column", "is_guess", "is_mixed"),
    [(["1.234"], True, False), (["1.234", "1,234"], True, True), (["1,5", "1.5"], False, True), (["7"], False, False)],
)  # fmt: skip
def test_doubt_about_a_column_is_told(column, is_guess, is_mixed):
    reading = reading_of(column)

    assert (reading.is_guess, reading.is_mixed) == (is_guess, is_mixed)


def test_a_persons_word_about_the_marks_wins():
    with pytest.raises(NotAnAmount):
        amount("1.234", reading_of(["1.234"], wanted="."))
    assert amount("1.234", reading_of(["1.234", "5.60"], wanted=",")) == 1234


@pytest.mark.parametrize(
    ("cell", "code"),
    [("€ 5", "EUR"), ("5 kzt", ""), ("5 KZT", "KZT"), ("$ 5", ""), ("5 евро", "EUR"), ("₽5", "RUB"), ("ABC 5", "")],
)  # fmt: skip
def test_a_currency_is_taken_only_where_it_is_sure(cell, code):
    assert currency_in(cell) == code


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["9999999999999.99", "80000000000000", "0.01", "1234567890123.45"])
def test_the_database_keeps_every_cent(city, text):
    assert keeps_its_cents(Decimal(text))

    make_line(city, planned=text)

    assert BudgetLine.objects.get().planned == Decimal(text)


# -- keeping lines ---------------------------------------------------------------------------------------


def test_add_budget_line(city, bruno):
    line = add_budget_line(territory=city, by=bruno, at=NOON, **FACTS, reference=" A1 ")

    assert (line.planned, line.spent, line.reference) == (Decimal("10.10"), None, "A1")


def test_add_budget_line_refuses_a_taken_reference(city, bruno):
    make_line(city, reference="A1")

    with pytest.raises(ReferenceTaken):
        add_budget_line(territory=city, by=bruno, at=NOON, **FACTS, reference="A1")

    assert BudgetLine.objects.count() == 1


def test_add_budget_line_refuses_an_action_of_another_city(city, bruno):
    action = make_action(make_city("elsewhere"))

    with pytest.raises(FromAnotherCity):
        add_budget_line(territory=city, by=bruno, at=NOON, **FACTS, action=action)


def test_change_budget_line(city, bruno):
    line = make_line(city, planned=5)

    change_budget_line(line=line, by=bruno, at=NOON, planned=None, spent=Decimal("0.00"))

    line.refresh_from_db()
    assert (line.planned, line.spent) == (None, 0)


def test_remove_and_restore_a_budget_line(city, bruno):
    line = make_line(city, reference="A1", planned=5)

    remove_budget_line(line=line, by=bruno, at=NOON)
    assert entries(city) == []
    with pytest.raises(AlreadyRemoved):
        remove_budget_line(line=line, by=bruno, at=NOON)
    with pytest.raises(AlreadyRemoved):
        change_budget_line(line=line, by=bruno, at=NOON, planned=6)

    other = make_line(city, reference="A1")
    with pytest.raises(ReferenceTaken):
        restore_budget_line(line=BudgetLine.objects.get(pk=line.pk), by=bruno, at=NOON)

    other.delete()
    restore_budget_line(line=BudgetLine.objects.get(pk=line.pk), by=bruno, at=NOON)
    assert [entry.planned for entry in entries(city)] == [5]
    with pytest.raises(NotRemoved):
        restore_budget_line(line=BudgetLine.objects.get(pk=line.pk), by=bruno, at=NOON)


def test_keeping_lines_refuses_strangers(city, charlie):
    line = make_line(city)
    for act in (
        lambda: add_budget_line(territory=city, by=charlie, at=NOON, **FACTS),
        lambda: change_budget_line(line=line, by=charlie, at=NOON, planned=1),
        lambda: remove_budget_line(line=line, by=charlie, at=NOON),
        lambda: restore_budget_line(line=line, by=charlie, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert BudgetLine.objects.get().planned is None


# -- sums ------------------------------------------------------------------------------------------------


def many_lines(city):
    """Six hundred lines that differ in everything, with odd cents and with nothing stated."""
    areas, sources = ["", "B4", "B5", "F12", "W1"], ["", *BudgetSource.values]
    forms = ["", *LearningForm.values]
    BudgetLine.objects.bulk_create(
        BudgetLine(
            territory=city,
            title=f"Line {number}",
            year=2024 + number % 3,
            currency=["EUR", "USD", "JPY"][number % 7 % 3],
            area=areas[number % 5],
            source=sources[number % 10],
            form=forms[number % 4],
            planned=None if number % 11 == 0 else Decimal(number * 7919 % 1000003) / 100,
            committed=None if number % 3 else Decimal(number) / 100,
            spent=None if number % 13 == 0 else Decimal(number * 104729 % 99991) / 100,
            modified_at=NOON,
        )
        for number in range(600)
    )


def test_every_table_adds_up_to_the_cent(city):
    many_lines(city)
    found = entries(city)
    lines = list(BudgetLine.objects.all())

    for each in (*DIMENSIONS, "year"):
        made = table(found, each)
        assert {entry.uuid for entry in found} == {
            uuid for row in made.rows for purse in row.purses for uuid in purse.lines
        }
        for total in made.totals:
            for figure in Figure.values:
                rows = [
                    purse.amount(figure)
                    for row in made.rows
                    for purse in row.purses
                    if purse.currency == total.currency
                ]
                of_lines = [getattr(line, figure) for line in lines if line.currency == total.currency]
                assert sum((a for a in rows if a is not None), Decimal(0)) == total.amount(figure)
                assert sum((a for a in of_lines if a is not None), Decimal(0)) == total.amount(figure)


def test_what_nobody_stated_is_missing_and_not_zero(city):
    make_line(city, "A", planned=5)
    make_line(city, "B", spent=0)

    (row,) = table(entries(city), "area").rows

    (purse,) = row.purses
    assert (row.code, row.label) == ("", "several areas, or not stated")
    assert [(each.figure, each.amount, each.unstated) for each in purse.sums] == [
        ("planned", 5, 1), ("committed", None, 2), ("spent", 0, 1),
    ]  # fmt: skip


def test_currencies_are_never_added(city):
    make_line(city, "A", planned=5)
    make_line(city, "B", planned=7, currency="USD")

    totals = table(entries(city), "source").totals

    assert [(purse.currency, purse.amount("planned")) for purse in totals] == [("EUR", 5), ("USD", 7)]


def test_shares_are_of_what_was_stated(city):
    make_line(city, "A", planned=75, area="B4")
    make_line(city, "B", planned=25, area="B5")
    make_line(city, "C", spent=5, area="B5")

    (divided,) = shares(entries(city), "area")

    assert (divided.figure, divided.total, divided.unstated) == ("planned", 100, 1)
    assert [(part.code, part.percent) for part in divided.parts] == [("B4", 75), ("B5", 25)]
    (spent,) = shares(entries(city), "area", "spent")
    assert [(part.code, part.percent) for part in spent.parts] == [("B5", 100)]


@pytest.mark.parametrize(
    ("years", "wanted", "shown"),
    [
        ([2027, 2026, 2025], None, 2026),
        ([2027, 2025], None, 2025),
        ([2028, 2027], None, 2027),
        ([2026, 2025], 2025, 2025),
        ([2026], 1999, 2026),
        ([], None, None),
    ],
)
def test_the_year_shown(years, wanted, shown):
    assert year_to_show(years, wanted, 2026) == shown


def test_spending_facts_name_the_lines_behind_each_number(city, django_assert_num_queries):
    formal = make_line(city, "A", spent=30, form="FORMAL", area="B4")
    other = make_line(city, "B", spent=10, form="NON_FORMAL")
    unstated = make_line(city, "C", planned=5)
    make_line(city, "D", year=2025, spent=99)

    with django_assert_num_queries(1):
        facts = spending_facts(city, 2026)

    assert set(facts.lines) == {formal.uuid, other.uuid, unstated.uuid}
    assert facts.totals[0].amount("spent") == 40
    (divided,) = facts.spent_by_form
    assert [(part.code, part.percent, part.lines) for part in divided.parts] == [
        ("FORMAL", 75, (formal.uuid,)), ("NON_FORMAL", 25, (other.uuid,)),
    ]  # fmt: skip
    assert divided.unstated == 1


@pytest.mark.parametrize(
    ("amount_", "shown"), [("999999.50", "€1,000,000"), ("1500001.25", "€1.5M"), ("15", "€15")]
)
def test_a_headline_is_short(amount_, shown):
    assert amount_in_short(Decimal(amount_), "EUR") == shown


# -- pages -----------------------------------------------------------------------------------------------


def page(client, name, /, *args, **query):
    """The text of a page that must be there."""
    answer = client.get(reverse(f"governance:{name}", args=["aubrelle", *args]), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_money_page_in_six_languages(client, city, language):
    make_line(city, "Evening classes", planned="1234.5", area="B5", source="FEES", form="FORMAL")

    text = client.get(f"/{language}/cities/aubrelle/money/").content.decode()

    assert "Evening classes" in text
    assert f'<html lang="{language}"' in text


def test_the_money_page_says_what_is_missing(client, city):
    make_line(city, "A", planned="1234.5", area="B5")
    make_line(city, "B", planned=None, area="B5", currency="USD", spent=7)

    text = page(client, "money")

    assert "€1,234.50" in text
    assert "US$7" in text
    assert "not stated" in text
    assert "Sum in EUR" in text
    assert "Sum in USD" in text
    assert 'width="100.0"' in text
    assert "Add a line" not in text


def test_a_row_of_a_table_leads_to_its_lines(client, city):
    make_line(city, "A", planned=1, area="B5")
    make_line(city, "B", planned=2)

    assert "?year=2026&amp;area=B5#lines" in page(client, "money")
    narrowed = page(client, "money", year="2026", area="none")
    assert '<th scope="row" dir="auto">B</th>' in narrowed.replace("\n", "")
    assert '<th scope="row" dir="auto">A</th>' not in narrowed.replace("\n", "")


@pytest.mark.parametrize(
    "query",
    [{"year": "x"}, {"year": "99999"}, {"year": "٢٠٢٦"}, {"area": "<b>"}, {"page": "x"}, {"form": "\x00"}],
)
def test_no_address_breaks_the_money_page(client, city, query):
    make_line(city, planned=1)

    page(client, "money", **query)


def test_a_city_without_a_budget_says_so(client, city):
    assert "No budget yet" in page(client, "money")


@pytest.mark.parametrize("number", [1, 3])
def test_the_money_page_asks_as_often_for_three_as_for_one(client, city, number, django_assert_num_queries):
    action = make_action(city)
    for each in range(number):
        make_line(city, f"Line {each}", planned=each + 1, area="B5", action=action)

    with django_assert_num_queries(4):
        page(client, "money")


@pytest.mark.parametrize("number", [1, 3])
def test_lists_of_the_team_ask_as_often_for_three_as_for_one(
    client, city, bruno, number, django_assert_num_queries
):
    client.force_login(bruno)
    for each in range(number):
        make_line(city, f"Line {each}", removed_at=NOON)
        brought(city, bruno, "Year,Title,Currency,Planned", f"2026,A{each},EUR,1")
    sheet = BudgetImport.objects.first()
    page(client, "budget-removed")

    with django_assert_num_queries(7):
        page(client, "budget-removed")
    with django_assert_num_queries(7):
        page(client, "budget-bring")
    with django_assert_num_queries(7):
        page(client, "budget-import", sheet.uuid)


def test_the_team_adds_a_line(client, city, bruno):
    client.force_login(bruno)
    address = reverse("governance:budget-add", args=["aubrelle"])
    assert 'value="EUR"' in client.get(address).content.decode()

    answer = client.post(
        address, {"title": "Bus", "year": "2026", "currency": "eur", "planned": "1 234,50", "spent": ""}
    )

    assert answer.status_code == 302
    line = BudgetLine.objects.get()
    assert (line.currency, line.planned, line.spent) == ("EUR", Decimal("1234.50"), None)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"planned": "1.234"}, "This can be read in two ways."),
        ({"planned": "12 Mio"}, "Write the amount in digits"),
        ({"planned": "-5"}, "The amount cannot be below zero."),
        ({"currency": "XYZ"}, "There is no currency with this code."),
        ({"reference": "A1"}, "Another line of this year has this code."),
        ({"title": ""}, "One answer needs another look"),
    ],
)
def test_a_line_that_cannot_be_kept_says_why(client, city, bruno, given, told):
    make_line(city, reference="A1")
    client.force_login(bruno)

    answer = client.post(
        reverse("governance:budget-add", args=["aubrelle"]),
        {"title": "Bus", "year": "2026", "currency": "EUR", **given},
    )

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_the_team_changes_removes_and_restores_a_line(client, city, bruno):
    client.force_login(bruno)
    line = make_line(city, "Bus", planned="5.50", reference="A1")
    assert 'value="5.50"' in page(client, "budget-line", line.uuid)

    client.post(
        reverse("governance:budget-line", args=["aubrelle", line.uuid]),
        {"title": "Bus", "year": "2026", "currency": "EUR", "planned": "6"},
    )
    line.refresh_from_db()
    assert (line.planned, line.reference) == (6, "")

    client.post(reverse("governance:budget-remove", args=["aubrelle", line.uuid]))
    assert "Bus" in page(client, "budget-removed")
    client.post(reverse("governance:budget-restore", args=["aubrelle", line.uuid]))
    assert "Bus" in page(client, "money")


def test_a_spreadsheet_from_file_to_page(client, city, bruno):
    client.force_login(bruno)
    file = csv_file("Title;Planned;Code", "Bus;1.234,50;A", "Tram;12 Mio;B", "Summe;1.234,50;")

    answer = client.post(reverse("governance:budget-bring", args=["aubrelle"]), {"file": file}, follow=True)
    text = answer.content.decode()
    assert "No column names the year." in text
    assert "Some rows name no currency." in text
    sheet = BudgetImport.objects.get()

    columns = reverse("governance:budget-columns", args=["aubrelle", sheet.uuid])
    assert 'value="EUR"' in client.get(columns).content.decode()
    given = {"column_title": "Title", "column_planned": "Planned", "column_reference": "Code", "year": "2026", "currency": "EUR"}  # fmt: skip
    text = client.post(columns, given, follow=True).content.decode()
    assert "The mark before the cents is a comma, as in “1.234,50”." in text
    assert "“12 Mio” is not written in digits alone" in text
    assert "agrees with the rows to the cent" in text
    assert "Keep 1 change" in text

    text = client.post(
        reverse("governance:budget-keep", args=["aubrelle", sheet.uuid]), follow=True
    ).content.decode()
    assert "What became of every row" in text
    assert "“12 Mio” is not written in digits alone" in text
    assert "€1,234.50" in page(client, "money")


def test_columns_chosen_wrongly_say_why(client, city, bruno):
    client.force_login(bruno)
    sheet = brought(city, bruno, "a,b", "x,1")
    address = reverse("governance:budget-columns", args=["aubrelle", sheet.uuid])

    assert (
        "One column is chosen twice."
        in client.post(address, {"column_title": "a", "column_planned": "a"}).content.decode()
    )
    assert "Choose a column with amounts" in client.post(address, {"column_title": "a"}).content.decode()


def test_a_file_that_is_no_table_says_so(client, city, bruno):
    client.force_login(bruno)
    file = csv_file("%PDF-1.7", name="budget.csv")

    answer = client.post(reverse("governance:budget-bring", args=["aubrelle"]), {"file": file})

    assert answer.status_code == 422
    assert "This file is not a table." in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_export_brought_back_changes_nothing(client, city, bruno, language):
    many_lines(city)
    make_line(
        city,
        "=HYPERLINK(1)",
        note="two\nlines; and, marks “”",
        reference="@x",
        source="OTHER",
        source_name="Aunt",
    )
    make_line(city, "Same", planned=1)
    make_line(city, "Same", planned=2)

    answer = client.get(f"/{language}/cities/aubrelle/money.csv")
    text = answer.content.decode("utf-8-sig")
    sheet = brought(city, bruno, *text.splitlines())

    counts = import_plan(sheet).counts
    assert counts == {"created": 0, "updated": 0, "unchanged": 603, "rejected": 0, "total": 0}

    before = list(
        BudgetLine.objects.order_by("pk").values_list(*FACTS, "spent", "note", "reference", "source_name")
    )
    BudgetLine.objects.all().delete()
    keep_budget(sheet=sheet, by=bruno, at=NOON)
    after = list(BudgetLine.objects.values_list(*FACTS, "spent", "note", "reference", "source_name"))
    assert sorted(after, key=str) == sorted(before, key=str)


@pytest.mark.parametrize("name", ["budget-add", "budget-bring", "budget-removed"])
def test_pages_of_the_team_refuse_strangers(client, city, charlie, name):
    client.force_login(charlie)

    assert client.get(reverse(f"governance:{name}", args=["aubrelle"])).status_code == 403


def test_deeds_of_the_team_refuse_strangers(client, city, bruno, charlie):
    line = make_line(city)
    gone = make_line(city, removed_at=NOON)
    sheet = brought(city, bruno, "Year,Title,Currency,Planned", "2026,A,EUR,1")
    client.force_login(charlie)
    for name, thing in (
        ("budget-line", line), ("budget-remove", line), ("budget-restore", gone),
        ("budget-columns", sheet), ("budget-keep", sheet),
    ):  # fmt: skip
        assert client.post(reverse(f"governance:{name}", args=["aubrelle", thing.uuid])).status_code == 403

    assert BudgetLine.objects.filter(removed_at__isnull=True).count() == 1


def test_lines_of_another_city_are_not_found(client, city, bruno):
    client.force_login(bruno)
    line = make_line(make_city("elsewhere"))

    assert client.get(reverse("governance:budget-line", args=["aubrelle", line.uuid])).status_code == 404
    assert client.get("/en/cities/nowhere/money/").status_code == 404
