"""How templates know each other: what they extend and include, and which components they use."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.template.utils import get_app_template_dirs

from .house import PACKAGE, files, line_of, module_of

_COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}|<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"\{%\s*(extends|include)\s+([\"'])(.+?)\2")
_COMPONENT = re.compile(r"<c-([a-z][a-z0-9_.-]*)|\{%\s*cotton\s+([a-z][a-z0-9_.-]*)")
BUILT_IN = {"vars", "slot", "component", "verbatim"}


@dataclass(frozen=True)
class Use:
    """One template uses another."""

    how: str  # "extends", "include" or "component"
    name: str  # path below a templates folder
    line: int


@dataclass(frozen=True)
class Template:
    """A template of the house."""

    path: Path
    name: str
    module: str

    @property
    def text(self) -> str:
        """What it says, comments blanked out."""
        return _COMMENT.sub(
            lambda found: re.sub(r"[^\n]", " ", found.group()), self.path.read_text(encoding="utf-8")
        )

    def uses(self) -> Iterator[Use]:
        """Every template it names. One named by a variable (a panel) cannot be followed."""
        text = self.text
        for found in _TAG.finditer(text):
            yield Use(found.group(1), found.group(3).split("#")[0], line_of(text, found.start()))
        for found in _COMPONENT.finditer(text):
            name = found.group(1) or found.group(2)
            if name not in BUILT_IN and not name.startswith("slot"):
                path = name.replace(".", "/").replace("-", "_")
                yield Use("component", f"cotton/{path}.html", line_of(text, found.start()))


def templates(root: Path = PACKAGE) -> list[Template]:
    """Every template below ``root``, the package or a small house that looks like it."""
    return [
        Template(path, path.as_posix().rsplit("/templates/", 1)[1], module_of(path, root))
        for path in files(root, "*.html", "*.txt", "*.xml", "*.svg", "*.ics")
        if "/templates/" in path.as_posix() and "tests" not in path.relative_to(root).parts
    ]


@cache
def known_elsewhere(name: str) -> bool:
    """Say whether a library we build on has a template of that name."""
    return any(
        (Path(folder) / name).is_file()
        for folder in get_app_template_dirs("templates")
        if _foreign(Path(folder))
    )


def _foreign(folder: Path) -> bool:
    return not folder.is_relative_to(PACKAGE)
