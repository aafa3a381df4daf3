"""Backing up everything a run keeps, and putting it back: facts, media, secret key.

The facts are written as JSON lines, table by table, so that a backup made on SQLite can be restored on
PostgreSQL and the other way round. The search index is not in it; it is derived and built anew.
"""

import io
import json
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from colonnade.people.models import Person
from colonnade.plumbing.search import outbox

FACTS, MANIFEST, MEDIA, KEY = "facts.jsonl", "manifest.json", "media", "secret_key"
LEFT_OUT = ("contenttypes", "auth.permission", "sessions", "search", "django_tasks_database", "usersessions")
VERSION = 1


class NotABackup(Exception):
    """The file is no backup of Colonnade, or one that this version cannot restore."""


class NotEmpty(Exception):
    """There are people in the database already; restoring would replace them."""


def back_up(target: Path, at: datetime) -> dict[str, Any]:
    """Write a backup to ``target`` (.tar.gz) and return its manifest. The site may go on being used."""
    target.parent.mkdir(parents=True, exist_ok=True)
    manifest = {
        "product": "colonnade",
        "version": VERSION,
        "made_at": at.isoformat(),
        "migrations": _migrations(),
        "rows": _rows(),
    }
    partial = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory() as folder, tarfile.open(partial, "w:gz", compresslevel=6) as archive:
        facts = Path(folder) / FACTS
        with _snapshot():
            call_command("dumpdata", format="jsonl", exclude=_excluded(), output=str(facts), verbosity=0)
        _add_text(archive, MANIFEST, json.dumps(manifest, indent=1))
        archive.add(facts, FACTS)
        if Path(settings.MEDIA_ROOT).exists():
            archive.add(settings.MEDIA_ROOT, MEDIA)
        key = settings.HOME / KEY
        if key.exists():
            archive.add(key, KEY)
    partial.chmod(0o600)
    partial.replace(target)
    return manifest


def restore(source: Path, replace: bool = False) -> dict[str, Any]:
    """Put a backup back and build the search index anew; returns the manifest.

    :raises NotABackup: the file is not one. :raises NotEmpty: people exist and ``replace`` was not said.
    """
    try:
        with tarfile.open(source, "r:gz") as archive:
            manifest = _manifest(archive)
            call_command("migrate", interactive=False, verbosity=0)
            if Person.objects.exists() and not replace:
                raise NotEmpty
            with tempfile.TemporaryDirectory() as folder:
                archive.extractall(folder, filter="data")
                _load(Path(folder))
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise NotABackup(str(error)) from None
    except (CommandError, DeserializationError, DatabaseError) as error:
        raise NotABackup(f"its facts cannot be read: {error}") from None
    outbox.rebuild()
    return manifest


@contextmanager
def _snapshot() -> Iterator[None]:
    """One moment of the database, without keeping writers waiting."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _load(folder: Path) -> None:
    with transaction.atomic():
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=False)
        call_command("loaddata", str(folder / FACTS), verbosity=0)
    _reset_sequences()
    media = Path(settings.MEDIA_ROOT)
    if (folder / MEDIA).exists():
        for each in (folder / MEDIA).rglob("*"):
            if each.is_file():
                place = media / each.relative_to(folder / MEDIA)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(each, place)
    key = settings.HOME / KEY
    if (folder / KEY).exists() and not settings.CONFIGURATION.secret_key:
        key.write_bytes((folder / KEY).read_bytes())
        key.chmod(0o600)


def _manifest(archive: tarfile.TarFile) -> dict[str, Any]:
    try:
        handle = archive.extractfile(MANIFEST)
        manifest: dict[str, Any] = json.loads(handle.read()) if handle else {}
    except (KeyError, ValueError):
        raise NotABackup("it has no manifest") from None
    if not isinstance(manifest, dict) or not {"product", "migrations", "rows", "made_at"} <= set(manifest):
        raise NotABackup("its manifest is not one of ours")
    if manifest.get("product") != "colonnade" or manifest.get("version") != VERSION:
        raise NotABackup("it was made by another program or version")
    newer = set(manifest["migrations"]) - set(_known_migrations())
    if newer:
        raise NotABackup("it was made by a newer Colonnade; upgrade first")
    return manifest


def _rows() -> dict[str, int]:
    excluded = set(_excluded())
    return {
        model._meta.label_lower: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed
        and model._meta.app_label not in excluded
        and model._meta.label_lower not in excluded
    }


def _excluded() -> list[str]:
    installed = {config.label for config in apps.get_app_configs()}
    return [name for name in LEFT_OUT if name.split(".")[0] in installed]


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _known_migrations() -> list[str]:
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415  (slow: reads every migration)

    return [
        f"{app}.{name}"
        for app, name in MigrationLoader(connection, ignore_no_migrations=True).disk_migrations
    ]


def _reset_sequences() -> None:
    """PostgreSQL does not notice primary keys that were given; SQLite does."""
    if connection.vendor != "postgresql":
        return
    statements = connection.ops.sequence_reset_sql(no_style(), apps.get_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    data = text.encode()
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(data), 0o600
    archive.addfile(entry, io.BytesIO(data))
