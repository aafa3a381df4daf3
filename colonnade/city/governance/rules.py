"""Who keeps the city's promises, its register, its council, its money and its plan."""

from enum import StrEnum
from typing import Any

from colonnade.people import queries as people
from colonnade.plumbing.permissions import rule


class Permission(StrEnum):
    """What can be permitted about governance. Each is asked about a thing that has a ``territory``, or about a territory."""

    DECLARATION_KEEP = "governance:declaration:keep"
    DECLARATION_PUBLISH = "governance:declaration:publish"
    DOCUMENT_KEEP = "governance:document:keep"
    PLAN_EDIT = "governance:plan:edit"
    PLAN_READ = "governance:plan:read"
    REGISTER_KEEP = "governance:register:keep"
    BODY_KEEP = "governance:body:keep"
    MEETING_KEEP = "governance:meeting:keep"
    MEETING_READ = "governance:meeting:read"
    TASK_FINISH = "governance:task:finish"
    BUDGET_KEEP = "governance:budget:keep"
    RESOURCE_KEEP = "governance:resource:keep"
    COMMITMENT_KEEP = "governance:commitment:keep"
    COMMITMENT_REPORT = "governance:commitment:report"


def _team(person: Any, permission: Permission, thing: Any) -> bool:
    """Operators, and who holds the permission in the territory of the thing."""
    territory = getattr(thing, "territory", thing)
    return person.is_operator or people.holds(person, permission, territory.uuid)


@rule(Permission.DECLARATION_KEEP)
def team_keeps_declarations(person: Any, thing: Any) -> bool:
    """The city's team writes declarations and pledges and asks for signatures."""
    return _team(person, Permission.DECLARATION_KEEP, thing)


@rule(Permission.DECLARATION_PUBLISH)
def mayor_or_team_publishes(person: Any, thing: Any) -> bool:
    """The mayor and the city's team publish a declaration."""
    return _team(person, Permission.DECLARATION_PUBLISH, thing)


@rule(Permission.DOCUMENT_KEEP)
def team_keeps_documents(person: Any, thing: Any) -> bool:
    """The city's team keeps resolutions, laws and strategies with their review dates."""
    return _team(person, Permission.DOCUMENT_KEEP, thing)


@rule(Permission.PLAN_EDIT)
def team_edits_plan(person: Any, thing: Any) -> bool:
    """The city's team writes the plan, its goals, actions and risks."""
    return _team(person, Permission.PLAN_EDIT, thing)


@rule(Permission.PLAN_READ)
def team_reads_drafts(person: Any, thing: Any) -> bool:
    """Team, mayor and council members read a plan before it is adopted; afterwards everybody does."""
    return _team(person, Permission.PLAN_READ, thing)


@rule(Permission.REGISTER_KEEP)
def team_keeps_register(person: Any, thing: Any) -> bool:
    """The city's team keeps the register of organisations and people who take part."""
    return _team(person, Permission.REGISTER_KEEP, thing)


@rule(Permission.BODY_KEEP)
def team_keeps_bodies(person: Any, thing: Any) -> bool:
    """The city's team sets up councils and working groups and fills their seats."""
    return _team(person, Permission.BODY_KEEP, thing)


@rule(Permission.MEETING_KEEP)
def team_keeps_meetings(person: Any, thing: Any) -> bool:
    """The city's team calls meetings and writes agenda, attendance and decisions."""
    return _team(person, Permission.MEETING_KEEP, thing)


@rule(Permission.MEETING_READ)
def members_read_papers(person: Any, thing: Any) -> bool:
    """Team, mayor and council members read papers that are not public."""
    return _team(person, Permission.MEETING_READ, thing)


@rule(Permission.TASK_FINISH)
def owner_or_team_finishes(person: Any, task: Any) -> bool:
    """Who owns a task says that it is done; the city's team may say so too."""
    return task.owner_id == person.pk or _team(person, Permission.TASK_FINISH, task)


@rule(Permission.BUDGET_KEEP)
def team_keeps_budget(person: Any, thing: Any) -> bool:
    """The city's team keeps the lines of the budget."""
    return _team(person, Permission.BUDGET_KEEP, thing)


@rule(Permission.RESOURCE_KEEP)
def team_keeps_resources(person: Any, thing: Any) -> bool:
    """The city's team keeps rooms, equipment, volunteer hours, talents and needs."""
    return _team(person, Permission.RESOURCE_KEEP, thing)


@rule(Permission.COMMITMENT_KEEP)
def team_keeps_commitments(person: Any, thing: Any) -> bool:
    """The city's team writes down commitments and matches them to needs."""
    return _team(person, Permission.COMMITMENT_KEEP, thing)


@rule(Permission.COMMITMENT_REPORT)
def giver_or_team_reports(person: Any, commitment: Any) -> bool:
    """Who made a commitment reports on it, and so does the city's team."""
    own = commitment.stakeholder is not None and commitment.stakeholder.person_id == person.pk
    return own or _team(person, Permission.COMMITMENT_REPORT, commitment)
