"""What an operator can set: typed, from files too, and nothing that is misspelt."""

import pytest

from colonnade.plumbing import configuration
from colonnade.plumbing.configuration import NotConfigured, read


def test_without_anything_it_runs():
    held = read({"PATH": "/bin", "HOME": "/root"})

    assert (str(held.home), held.port, held.debug, held.allowed_hosts) == ("var", 8000, False, [])


def test_values_are_typed():
    held = read(
        {"COLONNADE_PORT": "81", "COLONNADE_DEBUG": "yes", "COLONNADE_ALLOWED_HOSTS": "a.org, b.org,"}
    )

    assert (held.port, held.debug, held.allowed_hosts) == (81, True, ["a.org", "b.org"])


def test_an_unknown_name_is_refused_with_a_sentence():
    with pytest.raises(NotConfigured) as refusal:
        read({"COLONNADE_SECRET": "x"})

    assert (
        str(refusal.value)
        == "COLONNADE_SECRET is not a setting of Colonnade; docs/reference/settings.md lists them all."
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("DEBUG", "perhaps"),
        ("WORKERS", "0"),
        ("TIME_ZONE", "Europe/Atlantis"),
        ("TIME_ZONE", "../etc"),
        ("LOG_LEVEL", "LOUD"),
        ("BASE_URL", "learn.example.org"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_by_name(name, value):
    with pytest.raises(NotConfigured) as refusal:
        read({f"COLONNADE_{name}": value})

    assert str(refusal.value).startswith(f"COLONNADE_{name}: ")


def test_a_value_may_be_kept_in_a_file(tmp_path):
    path = tmp_path / "key"
    path.write_text("s3cret\n", encoding="utf-8")

    assert read({"COLONNADE_SECRET_KEY_FILE": str(path)}).secret_key == "s3cret"


def test_a_file_that_is_not_text_is_refused(tmp_path):
    path = tmp_path / "key"
    path.write_bytes(b"\xff\xfe\x80")

    with pytest.raises(NotConfigured, match=r"^COLONNADE_SECRET_KEY_FILE names a file that is not text"):
        read({"COLONNADE_SECRET_KEY_FILE": str(path)})


def test_a_home_that_cannot_be_used_is_refused(tmp_path):
    (tmp_path / "file").touch()

    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(NotConfigured, match=r"^COLONNADE_HOME, .+, cannot be used: "):
            configuration.home(read({"COLONNADE_HOME": str(path)}))


def test_a_key_is_made_once(tmp_path):
    held = read({"COLONNADE_HOME": str(tmp_path)})

    assert len(configuration.secret_key(held)) > 50
    assert configuration.secret_key(held) == configuration.secret_key(held)
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(NotConfigured) as refusal:
        read({"COLONNADE_SECRET_KEY_FILE": str(tmp_path / "none")})

    assert (
        str(refusal.value)
        == "COLONNADE_SECRET_KEY_FILE names a file that cannot be read: No such file or directory."
    )


def test_a_key_is_made_once_and_kept_from_others(tmp_path):
    held = read({"COLONNADE_HOME": str(tmp_path / "home")})

    key = configuration.secret_key(held)

    assert len(key) > 50
    assert configuration.secret_key(held) == key
    assert (tmp_path / "home" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert configuration.secret_key(read({"COLONNADE_SECRET_KEY": "mine"})) == "mine"


def test_sqlite_lives_in_the_home_folder():
    held = configuration.database(read({"COLONNADE_HOME": "/srv/c"}))

    assert (held["ENGINE"], held["NAME"]) == ("django.db.backends.sqlite3", "/srv/c/colonnade.sqlite3")


def test_postgresql_is_read_from_its_address():
    held = configuration.database(
        read({"COLONNADE_DATABASE_URL": "postgres://me:p%40ss@db:5433/city?sslmode=require"})
    )

    assert {name: held[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "ENGINE": "django.db.backends.postgresql", "NAME": "city", "USER": "me", "PASSWORD": "p@ss",
        "HOST": "db", "PORT": "5433", "OPTIONS": {"sslmode": "require"},
    }  # fmt: skip


def test_other_databases_are_refused():
    with pytest.raises(NotConfigured):
        configuration.database(read({"COLONNADE_DATABASE_URL": "mysql://db/city"}))


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://mail", 25, False, False),
        ("smtp+tls://mail", 587, True, False),
        ("smtps://u:p@mail:999", 999, False, True),
    ],
)
def test_mail_is_read_from_its_address(address, port, tls, ssl):
    held = configuration.mail(read({"COLONNADE_MAIL_URL": address}))

    assert (held["EMAIL_HOST"], held["EMAIL_PORT"], held["EMAIL_USE_TLS"], held["EMAIL_USE_SSL"]) == (
        "mail",
        port,
        tls,
        ssl,
    )


def test_without_a_mail_address_mails_go_to_the_console():
    assert configuration.mail(read({})) == {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}


def test_other_ways_of_mailing_are_refused():
    with pytest.raises(NotConfigured):
        configuration.mail(read({"COLONNADE_MAIL_URL": "imap://mail"}))
