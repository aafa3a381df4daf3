"""The frameworks that come with the package, each read once."""

from collections.abc import Mapping
from functools import cache
from importlib.abc import Traversable
from importlib.resources import files

from colonnade.temple.queries.parts import Framework
from colonnade.temple.queries.reading import FrameworkIsBroken, read_framework, read_names
from colonnade.temple.vocabulary import DEFAULT_FRAMEWORK


class UnknownFramework(LookupError):
    """No framework with this code, or not in this version."""


@cache
def frameworks() -> tuple[Framework, ...]:
    """All frameworks in all versions: the one a learning city is drawn with first, then by code, newest first."""
    found = [read_framework(folder) for folder in _folders().values()]
    found.sort(key=lambda framework: framework.issued, reverse=True)
    found.sort(key=lambda framework: (framework.code != DEFAULT_FRAMEWORK, framework.code))
    return tuple(found)


def framework(code: str, version: str | None = None) -> Framework:
    """Return one framework, in its newest version unless another is asked for."""
    for each in frameworks():
        if each.code == code and version in (None, each.version):
            return each
    raise UnknownFramework(
        f"There is no framework {code!r}" + (f" in version {version!r}" if version else "")
    )


def default_framework() -> Framework:
    """Return the framework a learning city is drawn with: the Key Features of the global network."""
    return framework(DEFAULT_FRAMEWORK)


@cache
def texts(key: str) -> Mapping[str, Mapping[str, str]]:
    """Return the names in every language of the framework with this ``Framework.key``."""
    for each in frameworks():
        if each.key == key:
            return read_names(_folders()[key], each)
    raise UnknownFramework(f"There is no framework {key!r}")


def _folders() -> dict[str, Traversable]:
    shelf = files("colonnade.temple").joinpath("data")
    found = {
        entry.name: entry
        for entry in shelf.iterdir()
        if entry.is_dir() and entry.joinpath("framework.json").is_file()
    }
    if not found:
        raise FrameworkIsBroken("colonnade/temple/data: no framework came with the package")
    return found
