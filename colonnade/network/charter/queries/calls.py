"""Calls, their clock, and how much room their quotas leave."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import formats
from django.utils.translation import gettext as _

from colonnade.network.charter.models import Application, Call, Commission, Network, Questionnaire, Stage
from colonnade.network.charter.vocabulary.calls import (
    STAGE_ORDER,
    ApplicationState,
    CallState,
    Per,
    StageKind,
)

# What counts against a quota: everything that has passed the stage and was not taken back.
_COUNTED = {
    StageKind.ENDORSEMENT: (
        ApplicationState.ENDORSED,
        ApplicationState.RECEIVED,
        ApplicationState.UNDER_REVIEW,
        ApplicationState.INELIGIBLE,
        ApplicationState.ACCEPTED,
        ApplicationState.DEFERRED,
        ApplicationState.DECLINED,
    ),
    StageKind.DECISION: (ApplicationState.ACCEPTED,),
}


@dataclass(frozen=True)
class Clock:
    """Where a stage of a call stands at a moment, and the sentence that says so in the call's own zone."""

    stage: Stage | None
    is_open: bool
    is_over: bool
    told: str


@dataclass(frozen=True)
class QuotaLeft:
    """How much of one quota is used; ``most`` is what the call allows per ``per``."""

    per: str
    most: int
    used: int

    @property
    def is_full(self) -> bool:
        """Whether nothing more fits."""
        return self.used >= self.most


def calls_shown(network: Network | None = None) -> QuerySet[Call]:
    """Calls that everybody may see, the newest first, with network and stages."""
    rows = Call.objects.filter(state__in=[CallState.PUBLISHED, CallState.CANCELLED])
    if network is not None:
        rows = rows.filter(network=network)
    return _told(rows)


def calls_of(network: Network) -> QuerySet[Call]:
    """Every call of a network, drafts too, for its secretariat; the newest first."""
    return _told(Call.objects.filter(network=network))


def _told(rows: QuerySet[Call]) -> QuerySet[Call]:
    stages = Prefetch("stages", queryset=Stage.objects.order_by("pk"))
    return rows.select_related("network").prefetch_related(stages).order_by("is_record", "-pk")


def call_at(network: str, slug: str) -> Call | None:
    """The call at this address, drafts too, or ``None``."""
    return _told(Call.objects.filter(network__slug=network, slug=slug)).first()


def questionnaire_of(call: Call) -> Questionnaire | None:
    """The newest version of the questions."""
    return call.questionnaires.order_by("-version").first()


def stages_in_order(call: Call) -> list[Stage]:
    """The stages of a call in the order in which they come."""
    return sorted(call.stages.all(), key=lambda stage: STAGE_ORDER.index(StageKind(stage.kind)))


def stage_of(call: Call, kind: str) -> Stage | None:
    """One stage of a call; ``None`` where the call has no such stage."""
    return next((stage for stage in call.stages.all() if stage.kind == kind), None)


def in_zone(moment: datetime, call: Call) -> str:
    """A moment on the clock of the call, with the name of the zone: '31 May 2026, 23:59 (Europe/Paris)'."""
    local = moment.astimezone(call.zone)
    day, hour = formats.date_format(local, "DATE_FORMAT"), formats.time_format(local, "H:i")
    return _("%(day)s, %(hour)s (%(zone)s)") % {"day": day, "hour": hour, "zone": call.timezone}


def clock(call: Call, kind: str, at: datetime) -> Clock:
    """Say whether a stage is open at a moment. The last moment itself still counts; one second later does not."""
    stage = stage_of(call, kind)
    if stage is None:
        return Clock(None, False, False, "")
    if stage.opens_at and at < stage.opens_at:
        return Clock(stage, False, False, _("Opens %(when)s.") % {"when": in_zone(stage.opens_at, call)})
    if stage.closes_at and at > stage.closes_at:
        told = _("Closed %(when)s. It is now %(now)s.") % {
            "when": in_zone(stage.closes_at, call),
            "now": in_zone(at, call),
        }
        return Clock(stage, False, True, told)
    if stage.opens_at is None and stage.closes_at is None:
        return Clock(stage, False, False, _("Dates not known."))
    if stage.closes_at:
        return Clock(stage, True, False, _("Open until %(when)s.") % {"when": in_zone(stage.closes_at, call)})
    return Clock(stage, True, False, _("Open, without an end."))


def takes_applications(call: Call, at: datetime) -> bool:
    """Whether a city may hand in now."""
    open_ = call.state == CallState.PUBLISHED and not call.is_record
    return open_ and clock(call, StageKind.OPEN, at).is_open


def open_calls(at: datetime) -> list[Call]:
    """Published calls that cities can answer now, the one that closes first on top."""
    rows = calls_shown().filter(state=CallState.PUBLISHED, is_record=False, stages__kind=StageKind.OPEN)
    found = [call for call in rows.distinct() if takes_applications(call, at)]
    return sorted(found, key=lambda call: (_closing(call) is None, _closing(call) or at, call.pk))


def _closing(call: Call) -> datetime | None:
    stage = stage_of(call, StageKind.OPEN)
    return stage.closes_at if stage else None


def quota_left(call: Call, stage: str, application: Application) -> list[QuotaLeft]:
    """Each quota of the call at this stage as it stands for this application, which itself is not counted."""
    city = application.territory
    found = []
    for quota in call.quotas:
        if quota["stage"] != stage:
            continue
        counted = Application.objects.filter(call=call, state__in=_COUNTED[StageKind(stage)]).exclude(
            pk=application.pk
        )
        if quota["per"] == Per.COUNTRY:
            counted = counted.filter(territory__country=city.country)
        elif quota["per"] == Per.REGION:
            counted = counted.filter(territory__region=city.region)
        elif quota["per"] == Per.COMMISSION:
            counted = counted.filter(commission=application.commission)
        found.append(QuotaLeft(quota["per"], quota["most"], counted.count()))
    return found


def room_of(call: Call, commission: Commission) -> QuotaLeft | None:
    """How many endorsements a National Commission has used and may give; ``None`` where there is no limit."""
    quotas = [
        q for q in call.quotas if q["stage"] == "ENDORSEMENT" and q["per"] in (Per.COUNTRY, Per.COMMISSION)
    ]
    if not quotas:
        return None
    tightest = min(quotas, key=lambda quota: int(quota["most"]))
    used = Application.objects.filter(
        call=call, commission=commission, state__in=_COUNTED[StageKind.ENDORSEMENT]
    )
    return QuotaLeft(tightest["per"], tightest["most"], used.count())


def application_called(uuid: UUID) -> Application | None:
    """One application with everything its page needs, or ``None``."""
    rows = Application.objects.select_related(
        "call__network", "territory", "questionnaire", "commission", "started_by"
    )
    return rows.filter(uuid=uuid).first()
