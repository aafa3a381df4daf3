"""Interface strings: collect them from code and templates, compile them, and check that none is missing.

Needs no GNU gettext: Django's own ``templatize`` turns a template into code that Babel can read.
Usage: ``python -m tools.messages update | compile | check``.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "colonnade"
LOCALE = PACKAGE / "locale"
LANGUAGES = {"ar": "ar", "es": "es", "fr": "fr", "ru": "ru", "zh_Hans": "zh_Hans"}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def main(arguments: list[str]) -> int:
    """Run one of the three commands; returns the exit code."""
    command = arguments[0] if arguments else "check"
    return {"update": update, "compile": compile_all, "check": check}[command]()


def update() -> int:
    """Bring every catalogue up to date with the sources; new strings stay empty until translated."""
    source = collected()
    for language in LANGUAGES:
        path = _path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = _read(language) if path.exists() else Catalog(locale=language, charset="utf-8")
        catalogue.update(source, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with path.open("wb") as handle:
            write_po(handle, catalogue, width=0, omit_header=False, sort_output=True, include_previous=False)
        empty = sum(1 for message in catalogue if message.id and not _translated(message))
        print(f"{language}: {len(catalogue)} strings, {empty} to translate")
    return 0


def compile_all() -> int:
    """Write the binary catalogues that the site reads."""
    for language in LANGUAGES:
        if _path(language).exists():
            with _path(language).with_suffix(".mo").open("wb") as handle:
                write_mo(handle, _read(language))
    return 0


def check() -> int:
    """Fail when a string of the sources is not translated, or a catalogue holds one that is gone."""
    source = {_key(message) for message in collected() if message.id}
    faults = 0
    for language in LANGUAGES:
        catalogue = _read(language) if _path(language).exists() else Catalog(locale=language)
        held = {_key(message): message for message in catalogue if message.id}
        faults += _complain(language, "missing", sorted(source - set(held)))
        faults += _complain(language, "stale", sorted(set(held) - source))
        faults += _complain(
            language, "untranslated", sorted(key for key, each in held.items() if not _translated(each))
        )
        faults += _complain(
            language,
            "placeholders differ",
            sorted(key for key, each in held.items() if _translated(each) and list(each.check(catalogue))),
        )
    return 1 if faults else 0


def collected() -> Catalog:
    """Every string of code and templates, with where it stands and what was said to translators."""
    catalogue = Catalog(project="Colonnade", charset="utf-8")
    for path, code in _sources():
        for line, message, comments, context in extract(
            "python",
            io.BytesIO(code.encode()),
            keywords=KEYWORDS,
            comment_tags=["Translators"],
            options={"encoding": "utf-8"},
        ):
            flags = ["python-format"] if _has_placeholder(message) else []
            catalogue.add(
                message, locations=[(path, 0)], auto_comments=comments, context=context, flags=flags
            )
            del line
    return catalogue


def _sources() -> Iterator[tuple[str, str]]:
    import django
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")]):
        name = str(path.relative_to(ROOT))
        if "/tests/" in name or "/static/" in name or "/migrations/" in name:
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".py":
            yield name, text
        elif "/templates/" in name:
            yield name, templatize(text, origin=name)


def _has_placeholder(message: object) -> bool:
    texts = message if isinstance(message, tuple) else (message,)
    return any("%(" in text for text in texts if isinstance(text, str))


def _path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _read(language: str) -> Catalog:
    with _path(language).open("rb") as handle:
        return read_po(handle, locale=language)


def _key(message: Message) -> str:
    first = message.id[0] if isinstance(message.id, tuple) else message.id
    return f"{message.context}|{first}" if message.context else str(first)


def _translated(message: Message) -> bool:
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return bool(texts) and all(texts) and not message.fuzzy


def _complain(language: str, what: str, keys: list[str]) -> int:
    for key in keys[:40]:
        print(f"{language}: {what}: {key[:100]!r}")
    if len(keys) > 40:
        print(f"{language}: {what}: {len(keys) - 40} more")
    return len(keys)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
