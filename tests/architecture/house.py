"""What the guards look at: the files of the house, its modules, and who stands above whom."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.apps import AppConfig, apps
from importlinter.api import read_configuration

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "colonnade"
NOT_OURS = {"node_modules", "built", "__pycache__", "var", "build", "dist"}


def assert_none(found: Iterable[str]) -> None:
    """Fail with one line for each thing found, so that nothing is cut short."""
    lines = list(found)
    assert not lines, "\n".join(["", *lines])


def files(root: Path, *patterns: str) -> list[Path]:
    """Return every file that somebody of the house wrote, in a stable order."""
    found = {path for pattern in patterns for path in root.rglob(pattern) if path.is_file()}
    return sorted(path for path in found if not _foreign(path.relative_to(root)))


def _foreign(path: Path) -> bool:
    return any(part in NOT_OURS or part.startswith(".") or part.endswith(".egg-info") for part in path.parts)


def sources(root: Path = PACKAGE, *, tests: bool = False) -> Iterator[tuple[Path, ast.Module]]:
    """Yield Python files with their syntax trees; migrations are left out, and tests unless asked for."""
    for path in files(root, "*.py"):
        parts = path.relative_to(root).parts
        if "migrations" not in parts and (tests or "tests" not in parts):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def at(path: Path, line: int = 0) -> str:
    """Say where something stands, as editors understand it."""
    short = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return f"{short}:{line}" if line else str(short)


def line_of(text: str, position: int) -> int:
    """Number of the line in which a character stands."""
    return text.count("\n", 0, position) + 1


def our_apps() -> list[AppConfig]:
    """Every module of the house that is installed."""
    return [config for config in apps.get_app_configs() if config.name.startswith("colonnade.")]


@cache
def ranks() -> dict[str, int]:
    """Return every module's place in the layers contracts, highest first."""
    found: dict[str, int] = {}
    for contract in read_configuration()["contracts_options"]:
        if contract["type"] != "layers" or contract["name"].startswith("Inside every"):
            continue
        for container in _as_list(contract["containers"]):
            for depth, layer in enumerate(_as_list(contract["layers"])):
                for name in layer.replace("(", "").replace(")", "").replace(":", "|").split("|"):
                    found[f"{container}.{name.strip()}"] = depth
    return found


def _as_list(option: str | list[str]) -> list[str]:
    """A one-line option comes back as text."""
    return [option] if isinstance(option, str) else option


def points_down(source: str, target: str, places: dict[str, int] | None = None) -> bool:
    """Say whether ``source`` may know ``target``: it stands above it, or is the same module."""
    places = ranks() if places is None else places
    pairs = zip(_prefixes(source, places), _prefixes(target, places), strict=False)
    return next((places[a] < places[b] for a, b in pairs if a != b), True)


def _prefixes(dotted: str, places: dict[str, int]) -> list[str]:
    parts = dotted.split(".")
    return [name for name in (".".join(parts[: end + 1]) for end in range(1, len(parts))) if name in places]


def module_of(path: Path, root: Path = PACKAGE) -> str:
    """Return the module that a file belongs to: ``colonnade.city.catalogue`` for anything inside its folder."""
    parts = path.relative_to(root).parts
    depth = 2 if parts[0] in {"city", "network"} else 1
    return ".".join(("colonnade", *parts[:depth]))
