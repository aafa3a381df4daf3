"""The generated reference pages: what can be set, permitted, heard, typed, stored and read.

``python -m tools.reference`` writes ``docs/reference/*.md``; ``--check`` says which of them are out of date.
"""

import argparse
import ast
import dataclasses
import inspect
import os
import re
import sys
from collections.abc import Callable, Iterable
from importlib import import_module, util
from pathlib import Path
from typing import Any, get_args

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "colonnade"
FOLDER = ROOT / "docs" / "reference"
MADE = "<!-- Made by `make docs`; change the code it is made from. -->"
OF_DJANGO = {
    "-h",
    "--help",
    "--version",
    "--verbosity",
    "--settings",
    "--pythonpath",
    "--traceback",
    "--no-color",
    "--force-color",
    "--skip-checks",
}

IN_WORDS = {
    "BigAutoField": "number", "BigIntegerField": "number", "IntegerField": "number", "PositiveIntegerField": "number, not negative",
    "PositiveSmallIntegerField": "number, not negative", "PositiveBigIntegerField": "number, not negative",
    "SmallIntegerField": "number", "FloatField": "decimal number", "DecimalField": "exact decimal number",
    "BooleanField": "yes or no", "CharField": "text", "TextField": "text", "SlugField": "text", "EmailField": "e-mail address",
    "URLField": "web address", "JSONField": "JSON", "UUIDField": "UUID", "DateTimeField": "moment", "DateField": "day",
    "TimeField": "time of day", "BinaryField": "bytes", "DurationField": "length of time",
}  # fmt: skip


def main(arguments: list[str]) -> int:
    """Write the pages, or check them; returns the exit code."""
    if "--check" not in arguments:
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, text in pages().items():
            (FOLDER / name).write_text(text, encoding="utf-8")
        return 0
    old = stale()
    for name in old:
        print(f"docs/reference/{name} is out of date; run `make docs`.")
    return 1 if old else 0


def pages() -> dict[str, str]:
    """Every page by file name."""
    _started()
    made = {
        "settings.md": settings,
        "permissions.md": permissions,
        "events.md": events,
        "commands.md": commands,
        "data-model.md": data_model,
        "formats.md": formats,
        "islands.md": islands,
    }
    return {name: _tidy(page()) for name, page in made.items()} | {"README.md": _tidy(contents(made))}


def stale() -> list[str]:
    """Names of pages that differ from what the code says, or that nothing makes any more."""
    made = pages()
    held = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    return sorted(name for name in made.keys() | held.keys() if made.get(name) != held.get(name))


def contents(made: dict[str, Callable[[], str]]) -> str:
    """The list of pages."""
    lines = [
        f"- [{name.removesuffix('.md').replace('-', ' ').capitalize()}]({name}): {_sentence(page)}"
        for name, page in made.items()
    ]
    measured = "Measured, not made: [what it costs](../explanation/performance.md)."
    head = "# Reference\n\nMade from the code by `make docs`, and checked by the tests."
    return "\n\n".join((head, "\n".join(lines), measured))


def settings() -> str:
    """What an operator may set."""
    from colonnade.plumbing.configuration import PREFIX, Configuration  # noqa: PLC0415  (start-up: settings come first)

    rows = [
        (f"`{PREFIX}{name.upper()}`", _kind(field.annotation), _default(field), field.description or "")
        for name, field in Configuration.model_fields.items()
    ]
    return f"""# Settings

Every setting is an environment variable that starts with `{PREFIX}`. All have a default that gives a complete local
site. A variable that is not in this list is refused at start-up, so that a misspelt name cannot be overlooked.

A value may be kept in a file: `{PREFIX}SECRET_KEY_FILE` with a path sets `{PREFIX}SECRET_KEY` to what the file holds. This
works for every setting.

{_table(("Variable", "Kind", "Default", "What it does"), rows)}"""


def permissions() -> str:
    """What can be permitted, who answers, and which role has it."""
    from colonnade.plumbing.permissions import ruled  # noqa: PLC0415  (start-up)

    path = PACKAGE / "people" / "data" / "roles.json"
    roles = _json(path)["roles"] if path.exists() else []
    rules = [
        (f"`{value}`", _sentence(rule), f"`{rule.__module__}.{rule.__name__}`")
        for value, rule in ruled().items()
    ]
    matrix = [
        (f"`{value}`", *("yes" if value in role["permissions"] else "" for role in roles))
        for value in ruled()
    ]
    described = [
        (role["names"]["en"], role["scope"].lower(), role["descriptions"].get("en", "")) for role in roles
    ]
    text = f"""# Permissions

One question is asked everywhere: *may this person do this to that thing?* Each permission has one rule that answers it.

{_table(("Permission", "Rule", "Where"), rules)}"""
    if roles:
        heads = ("Permission", *(role["names"]["en"] for role in roles))
        text += f"""

## Roles

A role is held in a place: a city, a provider, or the whole platform. Roles are data
(`colonnade/people/data/roles.json`). A rule may allow more than roles do: read its sentence above.

{_table(("Role", "Held in", "What somebody in it does"), described)}

{_table(heads, matrix)}"""
    return text


def events() -> str:
    """What modules announce, and who listens."""
    from colonnade.plumbing.events import listeners  # noqa: PLC0415  (start-up)

    heard, sections = listeners(), []
    for config in _modules():
        rows = []
        for event in _events_of(config.name):
            fields = ", ".join(f"`{field.name}`" for field in dataclasses.fields(event))
            listening = (
                ", ".join(sorted(f"`{_short(each)}`" for each in heard.get(event, []))) or "nobody yet"
            )
            rows.append((f"`{event.__name__}`", _sentence(event), fields, _announcers(event), listening))
        if rows:
            table = _table(("Event", "What happened", "Fields", "Announced by", "Heard by"), rows)
            sections.append(f"## {config.name.removeprefix('colonnade.')}\n\n{table}")
    return (
        "# Events\n\nAnnounced inside an action's transaction, heard above it after commit.\n\n"
        + "\n\n".join(sections)
    )


def commands() -> str:
    """What can be typed."""
    from django.core.management import get_commands, load_command_class  # noqa: PLC0415  (start-up)

    sections = []
    for name, app in sorted(get_commands().items()):
        if str(app).startswith("colonnade."):
            command = load_command_class(str(app), name)
            parser = command.create_parser("colonnade", name)
            sections.append(f"## colonnade {name}\n\n{command.help}\n\n{_options(parser)}")
    return (
        "# Commands\n\nIn a checkout the commands are in `.venv/bin`; `python -m colonnade` works as well. Exit codes: 0 done, "
        "1 nothing usable in what was given, 2 wrong use. Under `--json` standard output is one JSON document and nothing "
        "else.\n\n" + "\n\n".join(sections)
    )


def data_model() -> str:
    """Every table, with its fields, constraints and personal data."""
    from django.apps import apps  # noqa: PLC0415  (start-up)

    sections = []
    for config in _modules():
        models = [_model(model) for model in apps.get_app_config(config.label).get_models()]
        if models:
            sections.append(f"## {config.name.removeprefix('colonnade.')}\n\n" + "\n\n".join(models))
    return (
        "# Data model\n\nA *language map* is a JSON object from BCP 47 language tag to text. Columns that say *personal* are "
        "exported and erased with the person, as their note says.\n\n" + "\n\n".join(sections)
    )


def formats() -> str:
    """What the harvest can read."""
    from colonnade.city.catalogue.harvest import readers  # noqa: PLC0415  (start-up)

    rows = [
        (f"`{name}`", str(reader.label), f"`{type(reader).__module__}`", _sentence(type(reader)))
        for name, reader in sorted(readers().items())
    ]
    table = _table(("Name", "Format", "Reader", "About"), rows)
    return f"# Formats\n\nWhat `colonnade harvest` recognises by itself; `--format NAME` insists on one.\n\n{table}"


def islands() -> str:
    """The custom elements that improve a page which works without them."""
    sections = []
    for path in sorted(PACKAGE.glob("**/islands/*/index.ts")):
        head = re.match(r"/\*(.*?)\*/", path.read_text(encoding="utf-8"), re.DOTALL)
        said = (
            re.sub(r"(?m)^\s?\* ?", "", head.group(1)).strip()
            if head
            else "It says nothing about itself yet."
        )
        shown = "\n\n".join(_fenced(part) for part in re.split(r"\n\s*\n", said))
        sections.append(f"## {path.parent.name}\n\n`{path.relative_to(ROOT)}`\n\n{shown}")
    return (
        "# Islands\n\nA page is HTML first; each island says why HTML and htmx were not enough.\n\n"
        + "\n\n".join(sections)
    )


# --- helpers ------------------------------------------------------------------------------------------


def _started() -> None:
    import django  # noqa: PLC0415  (start-up)

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "colonnade.settings")
    django.setup()


def _modules() -> list[Any]:
    from django.apps import apps  # noqa: PLC0415  (start-up)

    return sorted(
        (each for each in apps.get_app_configs() if each.name.startswith("colonnade.")),
        key=lambda each: each.name,
    )


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(heads), *([cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _tidy(text: str) -> str:
    title, _, rest = text.partition("\n")
    body = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", rest.strip()))
    return f"{title}\n\n{MADE}\n\n{body}\n"


def _sentence(thing: Any) -> str:
    """The first sentence or paragraph somebody wrote about a thing."""
    text = " ".join(inspect.cleandoc(thing.__doc__ or "").split("\n\n")[0].split())
    return re.sub(r":\w+:`([^`]+)`", r"`\1`", text.replace("``", "`"))


def _fenced(part: str) -> str:
    """An indented example as a block of code; tags within a sentence as code."""
    if all(line.startswith("  ") for line in part.splitlines()):
        return f"```html\n{inspect.cleandoc(part)}\n```"
    return re.sub(r"<[a-z][^<>\n]*>", lambda found: f"`{found.group()}`", part)


def _json(path: Path) -> Any:
    import json  # noqa: PLC0415  (slow only where it is not needed)

    return json.loads(path.read_text(encoding="utf-8"))


def _kind(annotation: Any) -> str:
    inner = (
        get_args(annotation)[0]
        if get_args(annotation) and annotation.__class__.__name__ == "_AnnotatedAlias"
        else annotation
    )
    return {"str": "text", "int": "number", "bool": "true or false", "Path": "folder"}.get(
        getattr(inner, "__name__", ""), "list"
    )


def _default(field: Any) -> str:
    value = field.get_default(call_default_factory=True)
    if value in ("", []):
        return "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _short(function: Any) -> str:
    return f"{function.__module__.removeprefix('colonnade.')}.{function.__name__}"


def _events_of(module: str) -> list[type]:
    if util.find_spec(f"{module}.events") is None:
        return []
    own = vars(import_module(f"{module}.events")).values()
    return [each for each in own if isinstance(each, type) and each.__module__.startswith(f"{module}.events")]


def _announcers(event: type) -> str:
    """The functions in which the event is made."""
    found = set()
    home = PACKAGE.joinpath(*event.__module__.split(".")[1:-1])
    for path in sorted(home.rglob("*.py")):
        if "tests" in path.parts:
            continue
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and any(
                _makes(node, event.__name__) for node in ast.walk(function)
            ):
                found.add(f"`{function.name}`")
    return ", ".join(sorted(found)) or "nobody yet"


def _makes(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _options(parser: argparse.ArgumentParser, prefix: str = "") -> str:
    rows, inner = [], ""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            inner += "".join(
                f"\n\n### {prefix}{name}\n\n{_options(sub)}" for name, sub in action.choices.items()
            )
        elif not OF_DJANGO & set(action.option_strings):
            rows.append((_spelt(action), (action.help or "") + _default_of(action)))
    return (_table(("Argument", "What it does"), rows) if rows else "No arguments.") + inner


def _spelt(action: argparse.Action) -> str:
    name = action.option_strings[-1] if action.option_strings else str(action.metavar or action.dest).upper()
    if not action.option_strings:
        name = " or ".join(map(str, action.choices)) if action.choices else name
        return f"`{name}{' …' if action.nargs in {'+', '*'} else ''}`"
    if action.nargs == 0:
        return f"`{name}`"
    value = (
        "{" + ",".join(map(str, action.choices)) + "}"
        if action.choices
        else action.metavar or action.dest.upper()
    )
    return f"`{name} {value}`"


def _default_of(action: argparse.Action) -> str:
    shown = (
        action.option_strings
        and action.default not in (None, False, "", [])
        and "default" not in (action.help or "")
    )
    return f" (default: `{action.default}`)" if shown and action.default is not argparse.SUPPRESS else ""


def _model(model: Any) -> str:
    personal = model.personal_data or {}
    rows = []
    for field in model._meta.get_fields():
        if field.auto_created and not field.concrete:
            continue
        note = str(getattr(field, "help_text", "") or "")
        if field.name in personal:
            note = f"{note}{'; ' if note else ''}**personal**: {personal[field.name]}"
        rows.append((f"`{field.name}`", _type(field), "yes" if getattr(field, "null", False) else "", note))
    rules = [f"- `{each.name}`" for each in model._meta.constraints]
    text = f"### {model._meta.label}\n\n{_sentence(model)}\n\n{_table(('Field', 'Type', 'May be empty', 'Note'), rows)}"
    return text + ("\n\nHolds always:\n\n" + "\n".join(rules) if rules else "")


def _type(field: Any) -> str:
    if field.is_relation and field.related_model:
        return f"→ {field.related_model._meta.label}"
    word = IN_WORDS.get(type(field).__name__, type(field).__name__)
    choices = ", ".join(f"`{value}`" for value, _ in field.choices) if getattr(field, "choices", None) else ""
    longest = (
        f", up to {field.max_length}"
        if getattr(field, "max_length", None) and not choices and word == "text"
        else ""
    )
    return f"{word}: {choices}" if choices else word + longest


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
