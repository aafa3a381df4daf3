"""An application moves on; every way it may go is told in ``vocabulary.calls.WAYS``."""

from datetime import datetime
from typing import Any

from django.db import transaction

from colonnade.network.charter.events import ApplicationMoved
from colonnade.network.charter.models import Application, Step
from colonnade.network.charter.vocabulary.calls import WAYS
from colonnade.people.queries import person_of
from colonnade.plumbing.events import announce


class NotThatWay(Exception):
    """From where the application stands, it cannot go there; somebody may have moved it in the meantime."""


@transaction.atomic
def step(*, application: Application, to: str, by: Any, at: datetime, reason: str = "") -> Application:
    """Move an application on and write the step. Permission was asked by the action that calls this.

    Two who move it at once: the second is refused, because the first has changed the state underneath.
    Announces ``ApplicationMoved``.

    :raises NotThatWay: it stands elsewhere, or no way leads there.
    """
    before = application.state
    if to not in WAYS.get(before, ()):
        raise NotThatWay(f"{before} -> {to}")
    if not Application.objects.filter(pk=application.pk, state=before).update(state=to):
        raise NotThatWay(f"no longer {before}")
    application.state = to
    Step.objects.create(
        application=application,
        before=before,
        after=to,
        by=person_of(by),
        at=at,
        reason=reason.strip(),
    )
    announce(ApplicationMoved(application_id=application.pk, before=before, after=to))
    return application
