"""A report: drafted from the data, written together, frozen when it is submitted, given as a file in six languages."""

import io
from datetime import UTC, date, datetime

import docx
import pytest
from django.urls import reverse
from django.utils import translation

from colonnade.city.governance.models import Action, Goal, Plan
from colonnade.city.monitoring.actions import reporting as actions
from colonnade.city.monitoring.models import Report, ReportTemplate
from colonnade.city.monitoring.queries.reporting.drafters import DRAFTERS, drafted
from colonnade.city.monitoring.queries.reporting.papers import digest, paper
from colonnade.city.monitoring.queries.reporting.scene import Scene
from colonnade.city.monitoring.queries.reporting.templates import BIENNIAL, MAYOR, SHIPPED, Part, in_six
from colonnade.city.monitoring.queries.reports import reports_of, waiting_for
from colonnade.city.monitoring.tests.factories_standing import make_agreement, make_evidence, make_figure
from colonnade.drafting.actions.freezing import NotReady
from colonnade.drafting.actions.writing import write_section
from colonnade.people.tests.factories import make_holding, make_person
from colonnade.plumbing.permissions import NotAllowed

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
SIX = ("ar", "en", "es", "fr", "ru", "zh-hans")


@pytest.fixture
def known(city):
    """A city about which something is known."""
    for year, value in ((2022, "30"), (2023, "33"), (2024, "36"), (2025, "40")):
        make_figure(city, value, year=year)
    make_agreement(city, "KF5.1", 3)
    make_evidence(city, "KF5.1")
    plan = Plan.objects.create(
        territory=city, titles={"en": "Plan"}, starts_on=date(2025, 1, 1), ends_on=date(2028, 12, 31), state="ADOPTED",
        created_at=NOON, modified_at=NOON,
    )  # fmt: skip
    goal = Goal.objects.create(plan=plan, position=1, titles={"en": "Goal"})
    for title, status, done, due in (("Festival", "DONE", date(2026, 5, 1), None), ("Library", "DELAYED", None, date(2026, 3, 1)), ("School", "PLANNED", None, date(2027, 3, 1))):  # fmt: skip
        Action.objects.create(
            goal=goal,
            territory=city,
            position=1,
            titles={"en": title},
            status=status,
            done_on=done,
            due_on=due,
            modified_at=NOON,
        )
    return city


def begin(city, by, template=MAYOR, **given):
    """Begin a report on 2026."""
    values = {"last_year": 2026, "language": "en", "by": by, "at": NOON}
    return actions.start_report(territory=city, template=template, **{**values, **given})


def filled(report, by):
    """Write something into every section that is empty."""
    for section in report.draft.sections.all():
        if not section.text.strip():
            write_section(section=section, text="We decided.", based_on=section.number, by=by, at=NOON)
    return report


def address(name, city, *args):
    """Where a page is."""
    return reverse(f"monitoring:{name}", args=[city.slug, *args])


def test_a_report_begins_with_what_is_known(known, bruno):
    report = begin(known, bruno)

    texts = dict(report.draft.sections.values_list("key", "text"))
    assert "Festival" in texts["achievements"]
    assert "Library" in texts["challenges"]
    assert "Of the 12 parts of the temple something is known about 2." in texts["standing"]
    assert texts["decision"] == ""
    version = report.draft.sections.get(key="standing").versions.get()
    assert version.origin == "COMPUTED"
    assert {"label", "value", "when", "source", "evidence"} == set(version.facts[0])


@pytest.mark.parametrize("code", sorted(DRAFTERS))
@pytest.mark.parametrize("language", SIX)
def test_every_drafter_speaks_of_an_empty_city(city, code, language):
    found = drafted(code, Scene(city, 2025, 2026, date(2026, 11, 27)), language)

    assert found.text or found.gaps or code in {"achievements", "challenges"}


@pytest.mark.parametrize("code", sorted(DRAFTERS))
def test_every_figure_leads_to_its_evidence(known, code):
    found = drafted(code, Scene(known, 2025, 2026, date(2026, 11, 27)), "en")

    assert all(fact.url.startswith(("/en/", "https://")) for fact in found.facts)


def test_gaps_are_named(city):
    found = drafted("monitoring", Scene(city, 2025, 2026, date(2026, 11, 27)), "en")

    assert any("Nothing is known about" in gap for gap in found.gaps)
    assert any("62 indicators of the framework have never been measured" in gap for gap in found.gaps)


def test_the_last_report_is_copied_forward(known, bruno):
    first = actions.submit_report(
        report=filled(begin(known, bruno), bruno), is_public=True, by=bruno, at=NOON
    )

    second = begin(known, bruno, last_year=2027, copy_from=first)

    section = second.draft.sections.get(key="decision")
    assert (section.text, section.versions.get().origin) == ("We decided.", "COPIED")
    assert second.copied_from == first


def test_submitting_says_what_is_missing(known, bruno):
    report = begin(known, bruno)

    with pytest.raises(NotReady):
        actions.submit_report(report=report, is_public=True, by=bruno, at=NOON)

    report.refresh_from_db()
    assert (report.state, report.draft.state) == ("WRITING", "WRITING")


def test_what_was_submitted_stays(known, bruno):
    report = actions.submit_report(
        report=filled(begin(known, bruno), bruno), is_public=True, by=bruno, at=NOON
    )
    before = paper(report, date(2026, 11, 27))
    make_figure(known, "90", "KF5.1-a", year=2025)

    assert paper(Report.objects.get(), date(2027, 11, 27)) == before
    assert report.digest == digest(report.frozen)
    assert sorted(before["sections"][0]["facts"]) == sorted(("ar", "en", "es", "fr", "ru", "zh-Hans"))
    with pytest.raises(actions.AlreadySubmitted):
        actions.submit_report(report=report, is_public=True, by=bruno, at=NOON)
    section = report.draft.sections.get(key="standing")
    with pytest.raises(actions.AlreadySubmitted):
        actions.redraft_section(report=report, section=section, by=bruno, at=NOON)


def test_a_section_is_drafted_anew_and_the_old_text_kept(known, bruno):
    report = begin(known, bruno)
    section = report.draft.sections.get(key="standing")
    write_section(section=section, text="Mine.", based_on=section.number, by=bruno, at=NOON)
    section.refresh_from_db()

    actions.redraft_section(report=report, section=section, by=bruno, at=NOON)

    section.refresh_from_db()
    assert section.text.startswith("Of the 12 parts")
    with pytest.raises(actions.NothingToDraft):
        actions.redraft_section(
            report=report, section=report.draft.sections.get(key="decision"), by=bruno, at=NOON
        )


def test_forms_of_ones_own(city, bruno):
    parts = [
        Part("", {"en": "One"}, {"en": "Say one"}, 100, True, "standing"),
        Part("", {"en": "One"}, {}, 9999, False),
    ]
    made = actions.keep_template(
        territory=city, names={"en": "Ours"}, years=1, parts=parts, by=bruno, at=NOON
    )

    assert [each["key"] for each in made.sections] == ["one", "one-2"]
    for broken in ([], [Part("", {"en": " "}, {}, 10)], [Part("", {"en": "x"}, {}, 10, True, "magic")]):
        with pytest.raises(actions.TemplateIsBroken):
            actions.keep_template(territory=city, names={}, years=1, parts=broken, by=bruno, at=NOON)


def test_strangers_report_nothing(known, bruno, charlie):
    report = begin(known, bruno)
    section = report.draft.sections.get(key="standing")
    deeds = (
        lambda: begin(known, charlie),
        lambda: actions.redraft_section(report=report, section=section, by=charlie, at=NOON),
        lambda: actions.submit_report(report=report, is_public=True, by=charlie, at=NOON),
        lambda: actions.show_report(report=report, is_public=True, by=charlie, at=NOON),
        lambda: actions.keep_template(territory=known, names={}, years=1, parts=[], by=charlie, at=NOON),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()


def test_drafts_of_reports_are_for_the_team(client, known, bruno):
    report = begin(known, bruno)

    assert list(reports_of(known, everything=False)) == []
    assert client.get(address("report-read", known, report.uuid)).status_code == 404
    assert client.get(address("report-file", known, report.uuid, "pdf")).status_code == 404
    assert [item.title for item in waiting_for(bruno, NOON)] == ["Go on with: The mayor’s one page, Aubrelle"]


@pytest.mark.parametrize("language", SIX)
def test_files_in_six_languages(client, known, bruno, language):
    report = actions.submit_report(
        report=filled(begin(known, bruno), bruno), is_public=True, by=bruno, at=NOON
    )
    with translation.override(language):
        pdf = client.get(address("report-file", known, report.uuid, "pdf"))
        word = client.get(address("report-file", known, report.uuid, "docx"))
        page = client.get(address("report-read", known, report.uuid))

    assert pdf.content.startswith(b"%PDF-")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.content
    made = docx.Document(io.BytesIO(word.content))
    heads = [each.text for each in made.paragraphs if each.style.name == "Heading 1"]
    with translation.override(language):
        assert str(MAYOR.parts[0].heading) in heads
    assert page.status_code == 200
    assert ("Written in" in page.content.decode()) is False or language != "en"


def test_the_pages_from_beginning_to_end(client, known, bruno):
    client.force_login(bruno)
    answer = client.post(
        address("report-new", known), {"template": "mayor-one-page", "last_year": "2026", "language": "en"}
    )
    report = Report.objects.get()
    assert answer.url == address("report", known, report.uuid)
    assert client.post(address("report-new", known), {"template": "nothing"}).status_code == 422
    text = client.get(answer.url).content.decode()
    assert "still empty" in text
    client.post(address("report-redraft", known, report.uuid, "standing"))
    client.post(address("report-redraft", known, report.uuid, "decision"))
    client.post(address("report-submit", known, report.uuid), {"sure": "on", "is_public": "on"})
    report.refresh_from_db()
    assert report.state == "WRITING"
    filled(report, bruno)
    client.post(address("report-submit", known, report.uuid), {"is_public": "on"})
    client.post(address("report-submit", known, report.uuid), {"sure": "on", "is_public": "on"})
    report.refresh_from_db()
    assert (report.state, report.is_public) == ("SUBMITTED", True)
    assert report.digest in client.get(answer.url).content.decode()
    client.post(address("report-show", known, report.uuid), {"is_public": "no"})
    client.logout()
    assert client.get(address("report-read", known, report.uuid)).status_code == 404


def test_a_form_of_ones_own_by_page(client, city, bruno):
    client.force_login(bruno)
    assert client.get(address("report-form-new", city), {"like": "yearly"}).status_code == 200
    rows = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-0-heading": "One",
        "form-0-word_limit": "50",
        "form-1-heading": "",
    }
    client.post(address("report-form-new", city), {"language": "en", "name": "Ours", "years": "1", **rows})
    made = ReportTemplate.objects.get()
    assert [each["headings"] for each in made.sections] == [{"en": "One"}]
    rows |= {"form-0-key": "one", "form-0-heading": "Uno", "form-INITIAL_FORMS": "1"}
    client.post(
        address("report-form", city, made.uuid), {"language": "es", "name": "Nuestro", "years": "1", **rows}
    )
    made.refresh_from_db()
    assert made.sections[0]["headings"] == {"en": "One", "es": "Uno"}
    empty = {**rows, "form-0-heading": ""}
    assert (
        client.post(
            address("report-form", city, made.uuid), {"language": "en", "name": "x", "years": "1", **empty}
        ).status_code
        == 422
    )


@pytest.mark.parametrize("name", ["report-new", "report-form-new"])
def test_strangers_do_not_report(client, city, charlie, name):
    client.force_login(charlie)

    assert client.get(address(name, city)).status_code == 403


def test_the_mayor_sees_and_submits(client, known, bruno):
    mayor = make_person("Dora")
    make_holding(mayor, "mayor", known.uuid)
    report = filled(begin(known, bruno), bruno)
    client.force_login(mayor)

    assert client.get(address("report", known, report.uuid)).status_code == 200
    assert actions.submit_report(report=report, is_public=True, by=mayor, at=NOON).digest


def test_shipped_forms_have_words_in_six_languages():
    for template in SHIPPED:
        for part in template.parts:
            assert len(in_six(part.heading)) == 6
            assert part.drafter in {"", *DRAFTERS}
    assert len(BIENNIAL.parts) == 13


@pytest.mark.parametrize("number", [1, 3])
def test_reports_ask_as_often_for_three_as_for_one(client, known, bruno, number, django_assert_num_queries):
    for turn in range(number):
        begin(known, bruno, last_year=2024 + turn)
    client.force_login(bruno)

    with django_assert_num_queries(8):
        client.get(address("reports", known))
