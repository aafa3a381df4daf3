"""``colonnade indicators``: figures in and out from the command line, told to people and to programs."""

import json

import pytest
from django.core.management import call_command

from colonnade.city.monitoring.models import Batch, Observation
from colonnade.city.monitoring.tests.test_loading import META, SAMPLE, SIMPLE
from colonnade.city.profile.tests.factories import make_city

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_go_elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def folder(tmp_path):
    """Figures with their description, and those of a template."""
    found = tmp_path / "in"
    found.mkdir()
    (found / "indicator_4-4-1.csv").write_bytes(b"Year,Value\n2019,61\n2020,62\nsoon,1\n")
    (found / "meta_4-4-1.csv").write_bytes(META)
    (found / "indicator_4-7-1.csv").write_bytes(SAMPLE)
    return found


def run(capsys, *words):
    """What the command prints, and the code it leaves with."""
    code = 0
    try:
        call_command("indicators", *map(str, words))
    except SystemExit as end:
        code = end.code
    return code, capsys.readouterr().out


def test_a_folder_is_loaded_with_its_descriptions(capsys, folder):
    make_city()

    code, said = run(capsys, "load", folder, "--city", "aubrelle", "--json")

    reports = {each["file"]: each for each in json.loads(said)}
    assert code == 0
    loaded = reports["indicator_4-4-1.csv"]
    assert [loaded[name] for name in ("read", "created", "corrected", "unchanged", "rejected")] == [
        3,
        2,
        0,
        0,
        1,
    ]
    assert "sample numbers" in reports["indicator_4-7-1.csv"]["refused"]
    assert Observation.objects.filter(source__name="Office of numbers").count() == 2


def test_a_city_is_founded_and_people_are_told(capsys, folder):
    code, said = run(
        capsys,
        "load",
        folder / "indicator_4-4-1.csv",
        "--create-city",
        "Bristol",
        "--country",
        "GB",
        "--source",
        "Office",
        "--unit",
        "%",
    )

    assert code == 0
    assert "3 read, 2 created" in said
    assert "is not a time we understand" in said


def test_looking_keeps_no_figures(capsys, folder):
    make_city()

    code, said = run(capsys, "load", folder, "--city", "aubrelle", "--look")

    assert code == 0
    assert set(Batch.objects.values_list("state", flat=True)) == {"PREVIEW", "REFUSED"}
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["load", "nothing.csv", "--city", "aubrelle"], 2),
        (["load", "IN", "--city", "nowhere"], 2),
        (["load", "IN"], 2),
        (["load", "IN", "--create-city", "X"], 2),
        (["load", "IN", "--create-city", "X", "--country", "XX"], 2),
        (["load", "IN/indicator_4-7-1.csv", "--city", "aubrelle"], 1),
    ],
)
def test_wrong_use_and_useless_files_leave_with_their_codes(capsys, folder, words, code):
    make_city()

    found, _ = run(capsys, *(word.replace("IN", str(folder)) for word in words))

    assert found == code
    assert not Observation.objects.exists()


def test_figures_are_written_and_read_again(capsys, folder, tmp_path):
    make_city()
    (folder / "indicator_4-3-1.csv").write_bytes(SIMPLE)
    run(capsys, "load", folder, "--city", "aubrelle", "--source", "Office")
    out = tmp_path / "out"

    code, said = run(capsys, "export", out, "--city", "aubrelle", "--json")

    assert code == 0
    assert [each["figures"] for each in json.loads(said)] == [3, 2]
    assert json.loads((out / "figures.json").read_bytes())["city"] == "aubrelle"
    (out / "figures.json").unlink()
    again = json.loads(run(capsys, "load", out, "--city", "aubrelle", "--json")[1])
    assert [(each["unchanged"], each["created"]) for each in again] == [(3, 0), (2, 0)]
