"""Colleagues write together, nothing typed is lost, files are what they are, and questions change without harm."""

import io
import zipfile

import pytest
from django.urls import reverse

from colonnade.network.charter.actions import answering as actions
from colonnade.network.charter.actions.answering import Given, NotThatFile, NotWritable
from colonnade.network.charter.actions.questionnaires import keep_questionnaire
from colonnade.network.charter.models import Answer, AnswerVersion, Questionnaire, Upload
from colonnade.network.charter.queries.questionnaire import (
    DefinitionInvalid,
    asked,
    count_words,
    flat,
    parse,
    problems,
    shipped,
    told,
)
from colonnade.network.charter.tests.factories import NOON, QUESTIONS, make_application, make_call
from colonnade.plumbing.permissions import NotAllowed

SIX = {"en", "es", "fr", "ru", "ar", "zh-Hans"}


def one(type_, **more):
    """A questionnaire of one question."""
    question = {"code": "q", "type": type_, "labels": {"en": "Q"}, **more}
    return parse({"sections": [{"code": "s", "titles": {"en": "S"}, "questions": [question]}]})


OPTIONS = [{"code": "a", "labels": {"en": "A"}}, {"code": "b", "labels": {"en": "B"}}]


@pytest.mark.parametrize(
    ("form", "value", "wrong"),
    [
        (one("TEXT"), "fine", ""),
        (one("LONG_TEXT", words=2), "one two three", "Q: Too long: 3 words of 2."),
        (one("LONG_TEXT", words=3), "学习城市", "Q: Too long: 4 words of 3."),
        (one("NUMBER", min=0, max=9), 10, "Q: At most 9."),
        (one("NUMBER", min=0), -1, "Q: At least 0."),
        (one("NUMBER"), "many", "Q: This is not a number."),
        (one("NUMBER"), True, "Q: This is not a number."),
        (one("FIGURE"), {"value": 5, "year": 2024}, ""),
        (one("FIGURE"), {"value": 5}, "Q: Say of which year it is."),
        (one("AMOUNT"), {"value": "12.50", "currency": "EUR"}, ""),
        (one("AMOUNT"), {"value": "12.50", "currency": "euro"}, "Q: Say the currency, such as EUR."),
        (one("AMOUNT"), {"value": "NaN", "currency": "EUR"}, "Q: This is not a number."),
        (one("DATE"), "2026-02-30", "Q: This is not a date."),
        (one("CHOICE", options=OPTIONS), "c", "Q: This is not one of the options."),
        (one("CHOICES", options=OPTIONS, most=1), ["a", "b"], "Q: At most 1."),
        (one("MATRIX", rows=OPTIONS, min=1, max=5), {"a": 6}, "Q: At most 5."),
        (one("MATRIX", rows=OPTIONS, min=1, max=5, required=True), {"a": 5}, "Q: Not answered: B"),
        (one("TABLE", rows=OPTIONS), [{"a": "x"}], ""),
        (one("URL"), "javascript:alert(1)", "Q: This is not an address on the web. It begins with https://."),
        (one("EMAIL"), "no", "Q: This is not an e-mail address."),
        (one("PHONE"), "+32 (0)2 123-45", ""),
        (one("COUNTRY"), "XQ", "Q: There is no such country."),
        (one("LANGUAGE"), "zh-Hans", ""),
        (one("CONSENT", required=True), False, "Not answered: Q"),
        (one("YES_NO", required=True), False, ""),
        (one("TEXT", required=True), "", "Not answered: Q"),
    ],
)
def test_what_is_wrong_with_an_answer(form, value, wrong):
    found = problems(form, {"q": value}, {})

    assert [each.text for each in found] == ([wrong] if wrong else [])


def test_words_of_any_script():
    assert (count_words("a b  c"), count_words("学习 city"), count_words("مدينة تتعلم"), count_words("")) == (
        3,
        3,
        2,
        0,
    )


def test_a_question_behind_a_hidden_one_is_hidden():
    questions = [
        {"code": "plan", "type": "YES_NO", "labels": {"en": "Plan?"}},
        {
            "code": "since",
            "type": "NUMBER",
            "labels": {"en": "Since?"},
            "shown_if": {"question": "plan", "is": [True]},
        },
        {
            "code": "who",
            "type": "TEXT",
            "labels": {"en": "Who?"},
            "required": True,
            "shown_if": {"question": "since"},
        },
    ]
    form = parse({"sections": [{"code": "s", "titles": {"en": "S"}, "questions": questions}]})

    assert [each.code for each in asked(form, {"plan": False, "since": 3})] == ["plan"]
    assert [each.code for each in asked(form, {"plan": True})] == ["plan", "since"]
    assert len(problems(form, {"plan": True, "since": 3}, {})) == 1


@pytest.mark.parametrize(
    "question",
    [
        {"code": "Q!", "type": "TEXT", "labels": {"en": "Q"}},
        {"code": "q", "type": "MAGIC", "labels": {"en": "Q"}},
        {"code": "q", "type": "TEXT", "labels": {}},
        {"code": "q", "type": "CHOICE", "labels": {"en": "Q"}, "options": OPTIONS[:1]},
        {"code": "q", "type": "MATRIX", "labels": {"en": "Q"}},
        {"code": "q", "type": "TEXT", "labels": {"en": "Q"}, "shown_if": {"question": "later"}},
    ],
)
def test_questions_that_cannot_be_used(question):
    with pytest.raises(DefinitionInvalid) as problem:
        parse({"sections": [{"code": "s", "titles": {"en": "S"}, "questions": [question]}]})

    assert len(problem.value.problems) == 1


@pytest.mark.parametrize("kind", ["MEMBERSHIP", "REPORT", "AWARD", "HOSTING"])
def test_the_shipped_questions_are_there_in_six_languages(kind):
    form = parse(shipped(kind))

    assert len(form.questions) >= 8
    for section in form.sections:
        assert set(section.titles) == SIX
        for question in section.questions:
            texts = [question.labels, *([question.helps] if question.helps else [])]
            texts += [each.labels for each in (*question.options, *question.rows)]
            assert [set(each) for each in texts] == [SIX] * len(texts)


def test_two_colleagues_never_overwrite_each_other(call, city, bruno, mara):
    application = make_application(call, city, answers={"why": "First"})
    actions.save_answers(application=application, given={"why": Given("From Bruno", 1)}, by=bruno, at=NOON)

    saved = actions.save_answers(
        application=application, given={"why": Given("From Mara", 1)}, by=bruno, at=NOON
    )

    typed, stored = saved.conflicts["why"]
    assert (typed, stored.value, saved.kept) == ("From Mara", "From Bruno", [])
    assert AnswerVersion.objects.get().value == "First"
    again = actions.save_answers(application=application, given={"why": Given("Both", 2)}, by=bruno, at=NOON)
    assert again.kept == ["why"]
    assert Answer.objects.get().version == 3


def test_what_did_not_change_is_no_conflict(call, city, bruno):
    application = make_application(call, city, answers={"why": "Same"})

    saved = actions.save_answers(application=application, given={"why": Given("Same", 0)}, by=bruno, at=NOON)

    assert (saved.kept, saved.conflicts) == ([], {})


@pytest.mark.parametrize("who", ["charlie", "sefa", "dora", "chidi"])
def test_nobody_else_answers(call, city, who, request):
    application = make_application(call, city)

    with pytest.raises(NotAllowed):
        actions.save_answers(
            application=application, given={"why": Given("I", 1)}, by=request.getfixturevalue(who), at=NOON
        )


def test_what_was_handed_in_does_not_change(call, city, bruno):
    application = make_application(call, city, "SUBMITTED")

    with pytest.raises(NotWritable):
        actions.save_answers(application=application, given={"why": Given("New", 1)}, by=bruno, at=NOON)
    with pytest.raises(NotWritable):
        actions.add_upload(
            application=application, question="f", name="a.pdf", data=b"%PDF-1.7", by=bruno, at=NOON
        )


def test_the_last_answers_and_what_is_known_are_filled_in(network, city, bruno):
    city.population, city.population_year, city.population_source = 52_000, 2024, "Register"
    city.save()
    make_application(make_call(network, "before"), city, "ACCEPTED", answers={"how": "As before"})
    population = {
        "code": "people",
        "type": "FIGURE",
        "labels": {"en": "People"},
        "prefill": "profile.population",
    }
    questions = {
        "sections": [
            *QUESTIONS["sections"],
            {"code": "two", "titles": {"en": "Two"}, "questions": [population]},
        ]
    }
    application = make_application(
        make_call(network, "now", questions=questions), city, answers={"why": "Mine"}
    )

    filled = actions.prefill_application(application=application, by=bruno, at=NOON)

    values = dict(application.answers.values_list("question", "value"))
    assert sorted(filled) == ["how", "people"]
    assert values == {
        "why": "Mine",
        "how": "As before",
        "people": {"value": 52_000, "year": 2024, "source": "Register"},
    }


def packed(*names, content=b"x"):
    """A zip file with these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "EMPTY"),
        (b"%PDF-" + b"0" * 20_000_000, "LARGE"),
        (b"<svg onload=alert(1)>", "KIND"),
        (b"<html><script>", "KIND"),
        (b"MZ\x90\x00", "KIND"),
        (b"PK\x03\x04 cut", "KIND"),
        (packed("readme.txt"), "KIND"),
        (packed("word/document.xml", "word/vbaProject.bin"), "HOSTILE"),
        (packed("word/document.xml", content=b"0" * 201_000_000), "HOSTILE"),
    ],
)
def test_files_that_are_not_taken(call, city, bruno, data, why):
    application = make_application(call, city)

    with pytest.raises(NotThatFile) as refused:
        actions.add_upload(
            application=application, question="f", name="plan.pdf", data=data, by=bruno, at=NOON
        )

    assert refused.value.why == why
    assert not Upload.objects.exists()


def test_a_file_is_kept_under_its_true_kind_and_a_clean_name(call, city, bruno):
    application = make_application(call, city)

    kept = actions.add_upload(
        application=application,
        question="f",
        name="..\\..\\plan.exe",
        data=packed("word/document.xml"),
        by=bruno,
        at=NOON,
    )

    assert kept.name == "plan.exe"
    assert kept.media_type.endswith("wordprocessingml.document")
    actions.remove_upload(upload=kept, by=bruno, at=NOON)
    kept.refresh_from_db()
    assert kept.removed_at == NOON


def test_files_are_given_to_those_concerned_only(client, call, city, bruno, charlie):
    application = make_application(call, city)
    kept = actions.add_upload(
        application=application, question="f", name="plan.pdf", data=b"%PDF-1.7 x", by=bruno, at=NOON
    )
    address = reverse("charter:upload", args=[application.uuid, kept.uuid])
    client.force_login(charlie)
    assert client.get(address).status_code == 404
    client.force_login(bruno)

    answer = client.get(address)

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 x"


def test_a_question_taken_away_keeps_its_answers(call, city, sefa):
    application = make_application(call, city, answers={"why": "Because", "how": "Together"})
    shorter = {
        "sections": [{**QUESTIONS["sections"][0], "questions": QUESTIONS["sections"][0]["questions"][:1]}]
    }

    kept = keep_questionnaire(call=call, definition=shorter, by=sefa, at=NOON)

    application.refresh_from_db()
    assert (kept.version, application.questionnaire) == (2, kept)
    sections = told(parse(shorter), {"why": "Because", "how": "Together"})
    assert [(line.label.text, line.text) for line in sections[-1].lines] == [("how", "Together")]
    assert flat(parse(shorter), {"why": "Because", "how": "Together"})["how"] == "Together"


def test_what_was_handed_in_keeps_its_version(call, city, sefa):
    application = make_application(call, city, "SUBMITTED")

    keep_questionnaire(
        call=call, definition={"sections": QUESTIONS["sections"] * 1, "x": 1}, by=sefa, at=NOON
    )

    application.refresh_from_db()
    assert application.questionnaire.version == 1
    assert Questionnaire.objects.filter(call=call).count() == 2


def test_questions_are_changed_in_place_until_somebody_answers(call, sefa, charlie):
    with pytest.raises(NotAllowed):
        keep_questionnaire(call=call, definition=QUESTIONS, by=charlie, at=NOON)
    longer = {
        "sections": [*QUESTIONS["sections"], {"code": "more", "titles": {"en": "More"}, "questions": []}]
    }

    assert keep_questionnaire(call=call, definition=longer, by=sefa, at=NOON).version == 1


def test_writing_a_section_and_the_conflict_page(client, call, city, bruno):
    application = make_application(call, city, answers={"why": "First"})
    address = reverse("charter:answers", args=[application.uuid, "city"])
    client.force_login(bruno)
    assert 'name="version-why" value="1"' in client.get(address).content.decode()
    assert client.post(address, {"a-why": "Second", "a-how": "So", "version-why": "1"}).status_code == 302

    answer = client.post(address, {"a-why": "Third", "version-why": "1", "version-how": "1", "a-how": "So"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Second" in page
    assert "Third" in page
    assert 'name="version-why" value="2"' in page
    history = client.get(reverse("charter:answer-history", args=[application.uuid, "why"])).content.decode()
    assert "First" in history


def test_a_secretariat_writes_questions_without_a_developer(client, network, sefa, bruno):
    call = make_call(network, "empty", questions=None, state="DRAFT")
    base = [call.network.slug, call.slug]
    client.force_login(bruno)
    assert client.get(reverse("charter:questionnaire", args=base)).status_code == 404
    client.force_login(sefa)
    assert "No questions yet" in client.get(reverse("charter:questionnaire", args=base)).content.decode()
    client.post(
        reverse("charter:section-add", args=base), {"language": "en", "code": "city", "title": "The city"}
    )
    values = {
        "language": "en", "code": "theme", "type": "CHOICE", "label": "Theme?", "required": "on",
        "lines": "health | Health\nwork | Work",
    }  # fmt: skip
    client.post(reverse("charter:question-add", args=[*base, "city"]), values)
    more = {
        "language": "en",
        "code": "why",
        "type": "LONG_TEXT",
        "label": "Why?",
        "words": 200,
        "shown_if": "theme = work",
    }
    client.post(reverse("charter:question-add", args=[*base, "city"]), more)
    french = {**values, "language": "fr", "label": "Thème ?", "lines": "health | Santé\nwork | Travail"}
    client.post(reverse("charter:question-edit", args=[*base, "city", "theme"]), french)

    theme, why = parse(call.questionnaires.get().definition).questions

    assert theme.labels == {"en": "Theme?", "fr": "Thème ?"}
    assert [each.labels for each in theme.options] == [
        {"en": "Health", "fr": "Santé"},
        {"en": "Work", "fr": "Travail"},
    ]
    assert (why.words, why.shown_if.question, why.shown_if.values) == (200, "theme", ("work",))
    up = reverse("charter:question-move", args=[*base, "city", "why"])
    client.post(up, {"deed": "up"})
    assert [each.code for each in parse(call.questionnaires.get().definition).questions] == ["theme", "why"]
    client.post(up, {"deed": "remove"})
    assert [each.code for each in parse(call.questionnaires.get().definition).questions] == ["theme"]
    page = client.get(reverse("charter:questionnaire", args=base))
    assert "Theme?" in page.content.decode()
    assert client.get(reverse("charter:questionnaire", args=base), {"format": "json"}).json()["sections"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_writing_and_of_the_questions(
    client, network, city, bruno, sefa, number, django_assert_num_queries
):
    questions = [{"code": f"q{n}", "type": "TEXT", "labels": {"en": f"Q{n}"}} for n in range(number)]
    call = make_call(
        network, questions={"sections": [{"code": "s", "titles": {"en": "S"}, "questions": questions}]}
    )
    application = make_application(call, city, answers={f"q{n}": "x" for n in range(number)})
    writing = reverse("charter:answers", args=[application.uuid, "s"])
    client.force_login(bruno)
    client.get(writing)
    with django_assert_num_queries(8):
        client.get(writing)
    history = reverse("charter:answer-history", args=[application.uuid, "q0"])
    for each in range(number):
        AnswerVersion.objects.create(
            answer=application.answers.get(question="q0"), version=each + 1, value="old", edited_at=NOON
        )
    with django_assert_num_queries(6):
        client.get(history)
    client.force_login(sefa)
    asking = reverse("charter:questionnaire", args=[network.slug, call.slug])
    client.get(asking)
    with django_assert_num_queries(7):
        client.get(asking)


def test_what_must_be_answered_is_not_called_optional_and_may_wait(client, call, city, bruno):
    application = make_application(call, city, answers={})
    address = reverse("charter:answers", args=[application.uuid, "city"])
    client.force_login(bruno)

    page = client.get(address).content.decode()
    assert page.index("Why? *") < page.index("How?") < page.index("(optional)")
    assert page.count("(optional)") == 1
    assert " required" not in page.split("<main")[1].split('name="a-why"')[1].split(">")[0]
    assert client.post(address, {"a-how": "So"}).status_code == 302
    assert [(row.question, row.value) for row in application.answers.all()] == [("how", "So")]
