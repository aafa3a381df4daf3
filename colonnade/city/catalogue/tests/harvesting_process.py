"""A process of its own that harvests one file into the tables of a home folder: it can be killed in the middle."""

import os
import sys
from pathlib import Path

import django

SLUG = "kiel"


def make_tables() -> None:
    """Create the tables of every app as they are now, without the steps that led there."""
    from django.apps import apps  # noqa: PLC0415  (there are no apps before the set-up)
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import override_settings  # noqa: PLC0415

    with override_settings(MIGRATION_MODULES={app.label: None for app in apps.get_app_configs()}):
        call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)


def found_city() -> None:
    """Found the city and its source, the same in every copy of the home."""
    from django.utils import timezone  # noqa: PLC0415

    from colonnade.city.catalogue.actions import keep_source  # noqa: PLC0415
    from colonnade.city.profile.actions import found_territory  # noqa: PLC0415
    from colonnade.plumbing.permissions import System  # noqa: PLC0415

    by, now = System("test"), timezone.now()
    city = found_territory(name="Kiel", country="DE", by=by, at=now, slug=SLUG)
    keep_source(city=city, name="courses", by=by, at=now)


def bring(path: Path) -> None:
    """Harvest the file and index what came of it."""
    from django.utils import timezone  # noqa: PLC0415

    from colonnade.city.catalogue.actions import harvest  # noqa: PLC0415
    from colonnade.city.catalogue.models import Source  # noqa: PLC0415
    from colonnade.plumbing.permissions import System  # noqa: PLC0415

    with path.open("rb") as stream:
        source = Source.objects.get()
        harvest(source=source, stream=stream, name=path.name, by=System("test"), at=timezone.now())


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "colonnade.settings"
    django.setup()
    if len(sys.argv) > 1:
        bring(Path(sys.argv[1]))
    else:
        make_tables()
        found_city()
