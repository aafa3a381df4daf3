"""Handing the city over: writing the pack, and building a city from one in an empty installation."""

import hashlib
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any
from uuid import UUID, uuid4

import orjson
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.utils import IntegrityError

from colonnade.city.monitoring.queries.handover import CITY, CITY_FIELDS, FORMAT, MANIFEST, write_pack
from colonnade.city.monitoring.queries.handover_tables import NATURAL, Table, rows_of, tables
from colonnade.city.monitoring.rules import Permission
from colonnade.city.profile.actions import CountryUnknown, found_territory
from colonnade.city.profile.models import Territory
from colonnade.people.models import Person
from colonnade.plumbing import audit, permissions

LARGEST_PART = 2_000_000_000  # bytes; a line of a table is never longer than LONGEST_LINE
LONGEST_LINE = 20_000_000
CHUNK = 2000


_UNUSABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, LookupError, TypeError, ValueError, OverflowError, NotImplementedError,
    RuntimeError, ValidationError, IntegrityError, CountryUnknown,
)  # fmt: skip


class NotAHandover(Exception):
    """The file is no hand-over pack, is damaged, or is one that this version cannot restore."""


class CityIsNotEmpty(Exception):
    """There is something in the city already; restoring would mix two histories."""


@transaction.atomic
def make_handover(
    *, territory: Territory, file: IO[bytes], language: str, by: Any, at: datetime
) -> dict[str, Any]:
    """Write the pack of a city into ``file`` and return its manifest.

    Refused to anybody but the team, because the pack names people.
    """
    permissions.require(by, Permission.HANDOVER_MAKE, territory)
    manifest = write_pack(file, territory, at, language)
    audit.record(
        by=by,
        verb=Permission.HANDOVER_MAKE,
        thing=territory,
        at=at,
        parts=len(manifest["parts"]),
        language=language,
    )
    return manifest


@transaction.atomic
def restore_handover(
    *, file: IO[bytes], by: Any, at: datetime, slug: str = ""
) -> tuple[Territory, dict[str, int]]:
    """Build a city from a pack: all of it, or nothing. Returns the city and how many rows of each table came back.

    The city at ``slug`` (that of the pack if not given) is founded where it is not known, and must be empty
    otherwise. People are found by their addresses; who has no account here is left out.
    """
    permissions.require(by, Permission.HANDOVER_RESTORE, None)
    kept: list[Any] = []
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive)
            territory = _city(_json(archive.read(CITY)), slug, by, at)
            counts = _Restoring(archive, manifest, territory, kept).run()
    except BaseException as error:
        for each in kept:
            each.storage.delete(each.name)
        if isinstance(error, _UNUSABLE):
            raise NotAHandover("; ".join(getattr(error, "messages", [str(error) or "damaged"]))) from error
        raise
    audit.record(by=by, verb=Permission.HANDOVER_RESTORE, thing=territory, at=at, rows=sum(counts.values()))
    return territory, counts


class _Restoring:
    """Writes the rows of a pack, table by table, and remembers which number became which row."""

    def __init__(
        self, archive: zipfile.ZipFile, manifest: dict[str, Any], territory: Territory, kept: list[Any]
    ) -> None:
        self.archive = archive
        self.kept = kept  # files that were written, to be taken away if the rest fails
        self.parts = {part["name"]: part for part in manifest["parts"]}
        self.territory = territory
        self.keys: dict[str, dict[int, int]] = defaultdict(dict)
        self.later: list[tuple[Table, int, str, str, int]] = []
        self.people: dict[str, int | None] = {"": None}

    def run(self) -> dict[str, int]:
        """Write everything; pointers to what comes later are set at the end."""
        counts = {}
        for table in tables():
            if table.part in self.parts:
                counts[table.name] = self._table(table)
        self._point_back()
        for table in tables():
            if table.links and table.part in self.parts:
                self._tie(table)
        return counts

    def _table(self, table: Table) -> int:
        known = self._known(table)
        waiting: list[tuple[int, models.Model]] = []
        count = 0
        for written in self._rows(table.part):
            count += 1
            number = int(written["number"])
            row = self._row(table, written)
            same = known.get(self._recognised(table, row)) if known else None
            if same is not None:
                self.keys[table.name][number] = same
            else:
                waiting.append((number, row))
            if len(waiting) >= CHUNK:
                self._write(table, waiting)
        self._write(table, waiting)
        return count

    def _row(self, table: Table, written: dict[str, Any]) -> models.Model:
        """One row, not written yet, with every value as its field takes it."""
        row = table.model()
        for name in table.columns:
            if name in written["fields"]:
                setattr(row, name, _value(table.model._meta.get_field(name), written["fields"][name]))
        for name in table.cities:
            setattr(row, f"{name}_id", self.territory.pk if written["is_ours"][name] else None)
        for name in table.people:
            setattr(row, f"{name}_id", self._person(written["people"].get(name, "")))
        for name, target in table.references:
            number = written["references"].get(name)
            if number is not None and number in self.keys[target]:
                setattr(row, f"{name}_id", self.keys[target][number])
            elif number is not None:
                self.later.append((table, int(written["number"]), name, target, int(number)))
        for name, path in written["files"].items():
            if name in table.files:
                content = ContentFile(self._part(path))
                ending = path[path.rfind(".") :] if "." in path.rsplit("/", 1)[-1] else ""
                getattr(row, name).save(f"{uuid4()}{ending}", content, save=False)
                self.kept.append(getattr(row, name))
        return row

    def _write(self, table: Table, waiting: list[tuple[int, models.Model]]) -> None:
        """Write rows in one go. A uuid that is taken in this installation becomes a new one."""
        if not waiting:
            return
        if table.has_uuid():
            wanted = [getattr(row, "uuid") for _number, row in waiting]  # noqa: B009  (not every model has one)
            held = table.model._default_manager.filter(uuid__in=wanted)
            taken: set[UUID] = set(held.values_list("uuid", flat=True))
            for _number, row in waiting:
                if getattr(row, "uuid") in taken:  # noqa: B009
                    setattr(row, "uuid", uuid4())  # noqa: B010
        made = table.model._default_manager.bulk_create([row for _number, row in waiting])
        for (number, _row), row in zip(waiting, made, strict=True):
            self.keys[table.name][number] = row.pk
        waiting.clear()

    def _point_back(self) -> None:
        found: dict[tuple[Table, str], list[models.Model]] = defaultdict(list)
        for table, number, field, target, other in self.later:
            if other in self.keys[target]:
                row = table.model(pk=self.keys[table.name][number])
                setattr(row, f"{field}_id", self.keys[target][other])
                found[table, field].append(row)
        for (table, field), rows in found.items():
            table.model._default_manager.bulk_update(rows, [field], batch_size=500)

    def _tie(self, table: Table) -> None:
        ties: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for written in self._rows(table.part):
            for name, target in table.links:
                for other in written["links"].get(name, ()):
                    ties[name].append((self.keys[table.name][written["number"]], self.keys[target][other]))
        for name, pairs in ties.items():
            field: Any = table.model._meta.get_field(name)
            through = field.remote_field.through
            one, two = field.m2m_column_name(), field.m2m_reverse_name()
            through._default_manager.bulk_create(
                [through(**{one: mine, two: other}) for mine, other in pairs],
                batch_size=CHUNK,
                ignore_conflicts=True,
            )

    def _known(self, table: Table) -> dict[tuple[Any, ...], int]:
        """Rows that the installation has already and that a row of the pack can be recognised by."""
        if not table.natural:
            return {}
        nullable = [name for name in table.cities if table.model._meta.get_field(name).null]
        held = table.model._default_manager.filter(**{f"{name}": self.territory for name in table.cities})
        if nullable:
            held = held | table.model._default_manager.filter(
                **{f"{name}__isnull": True for name in nullable}
            )
        named = [*(f"{name}_id" for name in table.cities), *table.natural]
        return {tuple(key): pk for pk, *key in held.order_by("pk").values_list("pk", *named)}

    def _recognised(self, table: Table, row: models.Model) -> tuple[Any, ...]:
        return tuple(
            getattr(row, name) for name in [*(f"{name}_id" for name in table.cities), *table.natural]
        )

    def _person(self, email: str) -> int | None:
        if email not in self.people:
            found = Person.objects.filter(email__iexact=email, is_active=True).order_by("pk").first()
            self.people[email] = found.pk if found else None
        return self.people[email]

    def _rows(self, name: str) -> Iterator[dict[str, Any]]:
        with self.archive.open(name) as part:
            while line := part.readline(LONGEST_LINE):
                yield orjson.loads(line)

    def _part(self, name: str) -> bytes:
        """A file of the pack; only what the manifest names, and nothing is ever written under its name."""
        if name not in self.parts:
            raise NotAHandover(f"{name} is not in the manifest")
        return self.archive.read(name)


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest, once every part it names is there, as large as it says, and unchanged."""
    try:
        if archive.getinfo(MANIFEST).file_size > LONGEST_LINE:
            raise NotAHandover("its manifest is too large")
        manifest = _json(archive.read(MANIFEST))
    except KeyError as error:
        raise NotAHandover("it has no manifest") from error
    if (manifest.get("product"), manifest.get("kind")) != ("colonnade", "handover"):
        raise NotAHandover("it is something else")
    if manifest.get("format") != FORMAT:
        raise NotAHandover("it was made by another version")
    for part in manifest["parts"]:
        if archive.getinfo(part["name"]).file_size != part["bytes"] or part["bytes"] > LARGEST_PART:
            raise NotAHandover(f"{part['name']} is not as large as it should be")
        with archive.open(part["name"]) as opened:
            if hashlib.file_digest(opened, "sha256").hexdigest() != part["sha256"]:  # type: ignore[arg-type]
                raise NotAHandover(f"{part['name']} was changed")
    return manifest


def _city(facts: dict[str, Any], slug: str, by: Any, at: datetime) -> Territory:
    slug = slug or str(facts["slug"])
    territory = Territory.objects.filter(slug=slug).first()
    if territory is None:
        _value(Territory._meta.get_field("slug"), slug)
        known = {name: _value(Territory._meta.get_field(name), facts[name]) for name in CITY_FIELDS}
        names, country = known.pop("names"), known.pop("country")
        name = next(iter(names.values()), slug)
        return found_territory(name=name, country=country, by=by, at=at, slug=slug, names=names, **known)
    for table in tables():
        if table.name not in NATURAL and rows_of(table, territory).exists():
            raise CityIsNotEmpty(table.name)
    return territory


def _value(field: Any, written: Any) -> Any:
    """A value as the field takes it; refused where the field would refuse it from a person."""
    if written is None:
        return None
    value = field.to_python(written)
    if field.choices and value not in {choice for choice, _label in field.flatchoices} | {""}:
        raise NotAHandover(f"{field.name} cannot be {written!r}")
    if value not in field.empty_values:
        field.run_validators(value)
    return value


def _json(text: bytes) -> dict[str, Any]:
    read = orjson.loads(text)
    if not isinstance(read, dict):
        raise NotAHandover("a part of it is not what it should be")
    return read
