"""Drafting what the plan says: where its actions stand, what was reached, what is late, what comes."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from colonnade.city.governance.models import Action, Declaration, Document, Plan, Pledge, Risk
from colonnade.city.governance.vocabulary.plan import OVER, ActionStatus, PlanState
from colonnade.city.governance.vocabulary.will import DeclarationState, DocumentStatus
from colonnade.city.monitoring.queries.reporting.about_place import scene_years
from colonnade.city.monitoring.queries.reporting.scene import Drafted, Fact, Scene
from colonnade.city.monitoring.queries.standing import changes
from colonnade.city.monitoring.queries.standing.pages import member_name
from colonnade.city.monitoring.queries.standing.showing import percent
from colonnade.plumbing import spoken

MOST = 12  # entries of a list that a draft begins with; people cut and add
HEAVY = 6  # a risk of that weight (likelihood times impact) is named


def plan(scene: Scene) -> Drafted:
    """The plan in force, its actions by status, and the documents behind it."""
    held = _plan_of(scene)
    gaps, facts, lines = [], [], []
    address = reverse("governance:plan", args=[scene.territory.slug])
    declaration = Declaration.objects.filter(
        territory=scene.territory, state=DeclarationState.PUBLISHED
    ).first()
    if declaration:
        dated = date_format(declaration.dated_on, "DATE_FORMAT") if declaration.dated_on else ""
        url = reverse("governance:declaration", args=[scene.territory.slug])
        facts.append(Fact(_("Declaration"), str(declaration.title), dated, "", url))
        lines.append(_("The city has declared itself: “%(title)s”.") % {"title": declaration.title})
    else:
        gaps.append(_("There is no published declaration."))
    if held is None:
        gaps.append(_("There is no adopted plan."))
    else:
        lines.append(
            _("The plan “%(title)s” runs from %(start)s to %(end)s.")
            % {
                "title": held.title,
                "start": date_format(held.starts_on, "DATE_FORMAT"),
                "end": date_format(held.ends_on, "DATE_FORMAT"),
            }
        )
        if held.vision.text:
            lines.append(f"\n\n> {held.vision.text}\n\n")
        counts = Counter(Action.objects.filter(goal__plan=held).values_list("status", flat=True))
        facts += [
            Fact(str(status.label), str(counts[status]), "", str(held.title), address)
            for status in ActionStatus
            if counts[status]
        ]
        lines.append(_by_status(counts))
    lines.append(_documents(scene, facts))
    return Drafted(" ".join(filter(None, lines)).strip(), tuple(facts), tuple(gaps))


def achievements(scene: Scene) -> Drafted:
    """Actions done and pledges kept in these years, and where the temple rose most."""
    done = (
        _actions(scene).filter(status=ActionStatus.DONE, done_on__range=scene.span).order_by("done_on", "pk")
    )
    kept = Pledge.objects.filter(territory=scene.territory, kept_on__range=scene.span).order_by(
        "kept_on", "pk"
    )
    entries = [f"- {each.title}{_when(each.done_on)}" for each in done[:MOST]]
    entries += [f"- {_('Promise kept')}: {each.text}{_when(each.kept_on)}" for each in kept[:MOST]]
    facts = [
        Fact(str(each.title), _("done"), _day(each.done_on), "", _action_url(scene, each))
        for each in done[:MOST]
    ]
    risen = [each for each in changes(scene.before, scene.standing) if each.by is not None and each.by > 0]
    for each in risen[:3]:
        before, after = percent(each.before), percent(each.after)
        entries.append(f"- {member_name(each.member)}: {before} → {after}")
        url = reverse("monitoring:temple-area", args=[scene.territory.slug, each.area])
        facts.append(Fact(str(member_name(each.member)), f"{before} → {after}", scene_years(scene), "", url))
    gaps = () if entries else (_("No action is marked as done, and no promise as kept, in these years."),)
    return Drafted("\n".join(entries), tuple(facts), gaps)


def challenges(scene: Scene) -> Drafted:
    """What is late, what could go wrong, and where the city stands weakest."""
    late = _actions(scene).filter(due_on__lte=scene.ends_on).exclude(status__in=OVER).order_by("due_on", "pk")
    risks = Risk.objects.filter(
        plan__territory=scene.territory, plan__state=PlanState.ADOPTED, closed_on__isnull=True
    )
    heavy = [each for each in risks.order_by("pk") if each.weight >= HEAVY]
    entries = [
        f"- {_('Late')}: {each.title}{_when(each.due_on)}"
        + (f" – {each.status_note}" if each.status_note else "")
        for each in late[:MOST]
    ]
    entries += [
        f"- {_('Risk')}: {each.text}" + (f" – {each.response}" if each.response else "")
        for each in sorted(heavy, key=lambda each: (-each.weight, each.pk))[:MOST]
    ]
    known = [
        (member.level, area, member)
        for area in scene.standing.areas
        for member in area.members
        if member.level is not None
    ]
    facts = []
    for level, area, member in sorted(known, key=lambda each: each[0])[:3]:
        url = reverse("monitoring:temple-area", args=[scene.territory.slug, area.area.code])
        facts.append(Fact(str(member_name(member.code)), percent(level), str(scene.last_year), "", url))
        entries.append(f"- {_('Weakest so far')}: {member_name(member.code)} ({percent(level)})")
    return Drafted("\n".join(entries), tuple(facts))


def outlook(scene: Scene) -> Drafted:
    """Actions that are due in the two years that follow."""
    coming = (
        _actions(scene).filter(due_on__range=scene.after).exclude(status__in=OVER).order_by("due_on", "pk")
    )
    rows = list(coming[:MOST])
    entries = [f"- {each.title}{_when(each.due_on)}" for each in rows]
    gaps = [] if rows else [_("No action of the plan is due in the two years that follow.")]
    unmeasured = sum(not each.indicators for each in rows)
    if unmeasured:
        gaps.append(
            ngettext(
                "%(number)s coming action names no indicator by which it is measured.",
                "%(number)s coming actions name no indicator by which they are measured.",
                unmeasured,
            )
            % {"number": unmeasured}
        )
    facts = tuple(
        Fact(str(each.title), str(each.get_status_display()), _day(each.due_on), "", _action_url(scene, each))
        for each in rows
    )
    return Drafted("\n".join(entries), facts, tuple(gaps))


def _plan_of(scene: Scene) -> Plan | None:
    plans = Plan.objects.filter(
        territory=scene.territory, starts_on__lte=scene.ends_on, ends_on__gte=scene.starts_on
    )
    adopted = plans.filter(state__in=[PlanState.ADOPTED, PlanState.CLOSED]).order_by("-starts_on", "-pk")
    return adopted.first()


def _actions(scene: Scene) -> QuerySet[Action]:
    return Action.objects.filter(territory=scene.territory).exclude(goal__plan__state=PlanState.DRAFT)


def _by_status(counts: Counter[str]) -> str:
    total = sum(counts.values())
    parts: Iterable[str] = (f"{counts[status]} {status.label}" for status in ActionStatus if counts[status])
    return ngettext(
        "It has %(number)s action: %(parts)s.", "It has %(number)s actions: %(parts)s.", total
    ) % {
        "number": spoken.number(total, get_language() or "en"),
        "parts": spoken.listed(parts),
    }


def _documents(scene: Scene, facts: list[Fact]) -> str:
    """The documents in force, as a sentence; each becomes a fact."""
    rows = list(
        Document.objects.filter(
            territory=scene.territory, status=DocumentStatus.IN_FORCE, is_public=True
        ).order_by("-adopted_on", "pk")[:MOST]
    )
    url = reverse("governance:documents", args=[scene.territory.slug])
    facts += [
        Fact(
            str(each.title),
            str(each.get_kind_display()),
            _day(each.adopted_on),
            each.issued_by,
            each.url or url,
        )
        for each in rows
    ]
    if not rows:
        return ""
    return _("It rests on: %(documents)s.") % {"documents": spoken.listed(str(each.title) for each in rows)}


def _day(day) -> str:  # type: ignore[no-untyped-def]
    return date_format(day, "DATE_FORMAT") if day else ""


def _when(day) -> str:  # type: ignore[no-untyped-def]
    return f" ({_day(day)})" if day else ""


def _action_url(scene: Scene, action: Action) -> str:
    return reverse("governance:action", args=[scene.territory.slug, action.uuid])
