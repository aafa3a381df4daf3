"""Every module is laid out alike, so that whoever knows one finds their way in all."""

from pathlib import Path

from .house import PACKAGE, ROOT, assert_none, at, our_apps

NAMES = {
    "actions", "admin", "apps", "events", "feeds", "forms", "models", "queries", "rules", "search", "subscribers",
    "tasks", "urls", "views", "vocabulary",
}  # fmt: skip
FOLDERS = {
    "data",
    "islands",
    "management",
    "migrations",
    "static",
    "styles",
    "templates",
    "templatetags",
    "tests",
}
OWN_PARTS = {"colonnade.city.catalogue": {"harvest"}}
ASSEMBLED = {
    "colonnade.design",
    "colonnade.interop",
    "colonnade.portal",
}  # no domain of their own, other parts
NEEDED = ("README.md", "__init__.py", "apps.py")


def test_modules_keep_their_shape():
    domain = [
        config for config in our_apps() if config.name not in ASSEMBLED and ".plumbing." not in config.name
    ]

    assert domain
    assert_none(stray for config in domain for stray in strays(Path(config.path), config.name))


def test_every_module_introduces_itself():
    houses = {Path(config.path) for config in our_apps() if ".plumbing." not in config.name} | {
        PACKAGE / "plumbing"
    }

    assert_none(f"{at(house / name)} is missing" for house in sorted(houses) for name in _missing(house))


def test_the_root_has_few_entries():
    visible = [each.name for each in ROOT.iterdir() if not each.name.startswith(".")]
    ours = set(visible) - {"node_modules", "var", "build", "dist", "colonnade.egg-info"}

    assert len(ours) <= 26, sorted(ours)


def test_a_drawer_for_everything_is_caught(tmp_path):
    for name in ("utils.py", "actions.py", "vocabulary.py", "README.md", "notes.txt"):
        (tmp_path / name).write_text("")
    (tmp_path / "helpers").mkdir()

    assert strays(tmp_path, "colonnade.people") == [
        f"{tmp_path}/helpers",
        f"{tmp_path}/notes.txt",
        f"{tmp_path}/utils.py",
    ]


def strays(house: Path, module: str) -> list[str]:
    """Files and folders of a module that have a name no module has."""
    known = NAMES | OWN_PARTS.get(module, set())
    return [
        at(each)
        for each in sorted(house.iterdir())
        if not each.name.startswith((".", "__pycache__"))
        if each.name not in NEEDED
        if each.stem not in known or each.suffix not in {"", ".py"}
        if each.name not in FOLDERS
    ]


def _missing(house: Path) -> list[str]:
    needed = NEEDED if house.name != "plumbing" else NEEDED[:2]
    return [name for name in needed if not (house / name).is_file()]
