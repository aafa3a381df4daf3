"""What an operator can set, read once from the environment and typed.

Every variable starts with ``COLONNADE_``. A variable that is not listed here is refused, so that a
misspelt name cannot be overlooked. A value may also be kept in a file: ``COLONNADE_SECRET_KEY_FILE=/run/key``
reads ``COLONNADE_SECRET_KEY`` from that file. ``docs/reference/settings.md`` is made from this class.
"""

import contextlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

PREFIX = "COLONNADE_"
FILE_SUFFIX = "_FILE"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class NotConfigured(SystemExit):
    """The environment says something Colonnade cannot follow."""


def _listed(value: Any) -> Any:
    """``"a, b"`` becomes ``["a", "b"]``; other values pass."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _zone(name: str) -> str:
    """Pass the name of a zone that exists."""
    try:
        return ZoneInfo(name).key
    except (OSError, ValueError, KeyError):
        raise ValueError("it is not an IANA zone such as Europe/Berlin") from None


def _web_address(address: str) -> str:
    """Pass an address with a scheme and a host."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("it is not an address such as https://learn.example.org")
    return address


def _level(name: str) -> str:
    """Pass a level that is one."""
    if name.upper() not in LEVELS:
        raise ValueError(f"it is not one of {', '.join(LEVELS)}")
    return name.upper()


List = Annotated[list[str], BeforeValidator(_listed)]
Level = Annotated[str, AfterValidator(_level)]
Zone = Annotated[str, AfterValidator(_zone)]
WebAddress = Annotated[str, AfterValidator(_web_address)]


class Configuration(BaseModel):
    """All settings an operator may choose, with their defaults."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    home: Path = Field(
        Path("var"),
        description="Folder that holds everything a run writes: database, search index, media, secrets.",
    )
    base_url: WebAddress = Field(
        "http://localhost:8000",
        description="Address under which people reach the site; used in calendars, mails and the API.",
    )
    debug: bool = Field(False, description="Show tracebacks in the browser. Never on a public site.")
    secret_key: str = Field(
        "", description="Key that signs sessions. Made and kept under the home folder when not given."
    )
    allowed_hosts: List = Field(
        default_factory=list, description="Further host names the site answers to, comma separated."
    )
    database_url: str = Field(
        "", description="postgres://user:password@host/name. Without it, SQLite under the home folder."
    )
    mail_url: str = Field(
        "",
        description="smtp://, smtp+tls:// or smtps://user:password@host:port. Without it, mails are written to the console.",
    )
    mail_from: str = Field("Colonnade <colonnade@localhost>", description="Sender of the site's mails.")
    brand: str = Field("Colonnade", description="Name of the site in its header.")
    time_zone: Zone = Field("UTC", description="IANA zone of pages that belong to no city.")
    behind_proxy: bool = Field(
        False, description="Trust X-Forwarded-Proto and X-Forwarded-For of the proxy in front."
    )
    log_level: Level = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")
    port: int = Field(8000, ge=1, le=65535, description="Port that `colonnade serve` listens on.")
    host: str = Field("127.0.0.1", description="Address that `colonnade serve` listens on.")
    workers: int = Field(2, ge=1, le=64, description="Web processes of `colonnade serve`.")
    harvest_private: bool = Field(False, description="Let feeds be fetched from private and local addresses.")
    harvest_max_megabytes: int = Field(
        1100, ge=1, description="A feed longer than this is cut off and refused."
    )
    harvest_seconds: int = Field(300, ge=1, description="A feed that takes longer to arrive is cut off.")
    robots: bool = Field(True, description="Let search engines list the public pages.")


def read(environment: Mapping[str, str]) -> Configuration:
    """Read the ``COLONNADE_`` variables of ``environment``.

    :raises NotConfigured: an unknown name, an unreadable file or a value of the wrong kind.
    """
    values: dict[str, str] = {}
    for name, value in environment.items():
        if not name.startswith(PREFIX):
            continue
        key = name.removeprefix(PREFIX)
        if key.endswith(FILE_SUFFIX) and key.removesuffix(FILE_SUFFIX).lower() in Configuration.model_fields:
            key, value = key.removesuffix(FILE_SUFFIX), _file_text(name, value)
        values[key.lower()] = value
    try:
        return Configuration(**values)  # type: ignore[arg-type]
    except ValidationError as error:
        raise NotConfigured(_sentences(error)) from None


def _file_text(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise NotConfigured(f"{name} names a file that cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise NotConfigured(f"{name} names a file that is not text in UTF-8.") from None


def home(configuration: Configuration) -> Path:
    """Return the home folder, made when it is not there.

    :raises NotConfigured: it cannot be made, or nothing can be written in it.
    """
    path = configuration.home.expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotConfigured(f"COLONNADE_HOME, {path}, cannot be used: {error.strerror}.") from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise NotConfigured(f"COLONNADE_HOME, {path}, cannot be used: nothing can be written in it.")
    return path


def _sentences(error: ValidationError) -> str:
    lines = []
    for fault in error.errors():
        name = PREFIX + str(fault["loc"][0]).upper()
        if fault["type"] == "extra_forbidden":
            lines.append(f"{name} is not a setting of Colonnade; docs/reference/settings.md lists them all.")
        else:
            lines.append(f"{name}: {fault['msg'].removeprefix('Value error, ')}.")
    return "\n".join(lines)


def secret_key(configuration: Configuration) -> str:
    """Return the key given, or one made once and kept under the home folder."""
    if configuration.secret_key:
        return configuration.secret_key
    path = configuration.home / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"secret_key.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        # Two processes may start at once: the first to link wins, nobody reads half a key.
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(fresh)
        fresh.unlink()
    return path.read_text(encoding="utf-8").strip()


def database(configuration: Configuration) -> dict[str, Any]:
    """Return Django's description of the database that ``database_url`` names."""
    if not configuration.database_url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(configuration.home / "colonnade.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-65536;"
                    "PRAGMA mmap_size=268435456;PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    parts = urlsplit(configuration.database_url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise NotConfigured("COLONNADE_DATABASE_URL must start with postgres://.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def mail(configuration: Configuration) -> dict[str, Any]:
    """Return Django's mail settings for ``mail_url``."""
    if not configuration.mail_url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(configuration.mail_url)
    if parts.scheme not in {"smtp", "smtp+tls", "smtps"}:
        raise NotConfigured("COLONNADE_MAIL_URL must start with smtp://, smtp+tls:// or smtps://.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
