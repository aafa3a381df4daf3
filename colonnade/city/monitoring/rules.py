"""Who gives figures, scores, keeps evidence, and submits reports."""

from enum import StrEnum
from typing import Any

from colonnade.people import queries as people
from colonnade.plumbing.permissions import rule


class Permission(StrEnum):
    """What can be permitted about monitoring. Each is asked about a thing that has a ``territory``, or about a territory."""

    WORKSPACE_SEE = "monitoring:workspace:see"
    OBSERVATION_GIVE = "monitoring:observation:give"
    INDICATOR_DEFINE = "monitoring:indicator:define"
    INDICATOR_COMPUTE = "monitoring:indicator:compute"
    TARGET_SET = "monitoring:target:set"
    REACH_SET = "monitoring:reach:set"
    ASSESSMENT_LEAD = "monitoring:assessment:lead"
    ASSESSMENT_SCORE = "monitoring:assessment:score"
    ASSESSMENT_REVIEW = "monitoring:assessment:review"
    EVIDENCE_KEEP = "monitoring:evidence:keep"
    REPORT_WRITE = "monitoring:report:write"
    REPORT_SUBMIT = "monitoring:report:submit"
    PEERS_AGREE = "monitoring:peers:agree"
    HANDOVER_MAKE = "monitoring:handover:make"
    HANDOVER_RESTORE = "monitoring:handover:restore"


def _holds(person: Any, permission: Permission, thing: Any) -> bool:
    """Operators, and who holds the permission in the territory of the thing."""
    territory = getattr(thing, "territory", thing)
    return person.is_operator or people.holds(person, permission, territory.uuid)


@rule(Permission.WORKSPACE_SEE)
def team_sees_workspace(person: Any, thing: Any) -> bool:
    """Team, mayor and statistics officers see what is not public yet: drafts, gaps, peers."""
    return _holds(person, Permission.WORKSPACE_SEE, thing)


@rule(Permission.OBSERVATION_GIVE)
def team_or_statistics_gives(person: Any, thing: Any) -> bool:
    """The city's team and its statistics officers give and correct values."""
    return _holds(person, Permission.OBSERVATION_GIVE, thing)


@rule(Permission.INDICATOR_DEFINE)
def team_or_statistics_defines(person: Any, thing: Any) -> bool:
    """The city's team and its statistics officers add indicators of the city's own."""
    return _holds(person, Permission.INDICATOR_DEFINE, thing)


@rule(Permission.INDICATOR_COMPUTE)
def team_computes(person: Any, thing: Any) -> bool:
    """The city's team has the automatic indicators counted anew."""
    return _holds(person, Permission.INDICATOR_COMPUTE, thing)


@rule(Permission.TARGET_SET)
def team_sets_targets(person: Any, thing: Any) -> bool:
    """The city's team and its statistics officers set baselines and targets."""
    return _holds(person, Permission.TARGET_SET, thing)


@rule(Permission.REACH_SET)
def team_says_what_an_action_brings(person: Any, thing: Any) -> bool:
    """The city's team says which offers an action of the plan brings about."""
    return _holds(person, Permission.REACH_SET, thing)


@rule(Permission.ASSESSMENT_LEAD)
def team_leads_assessments(person: Any, thing: Any) -> bool:
    """The city's team opens a self-assessment and writes down what was agreed."""
    return _holds(person, Permission.ASSESSMENT_LEAD, thing)


@rule(Permission.ASSESSMENT_SCORE)
def members_score(person: Any, thing: Any) -> bool:
    """Team and council members score, each for themselves."""
    return _holds(person, Permission.ASSESSMENT_SCORE, thing)


@rule(Permission.ASSESSMENT_REVIEW)
def outside_reviewer_reviews(person: Any, thing: Any) -> bool:
    """Only who holds the role of an outside reviewer in the city reviews; not even operators do."""
    territory = getattr(thing, "territory", thing)
    return people.holds(person, Permission.ASSESSMENT_REVIEW, territory.uuid)


@rule(Permission.EVIDENCE_KEEP)
def team_keeps_evidence(person: Any, thing: Any) -> bool:
    """The city's team keeps the dossier."""
    return _holds(person, Permission.EVIDENCE_KEEP, thing)


@rule(Permission.REPORT_WRITE)
def team_writes_reports(person: Any, thing: Any) -> bool:
    """The city's team drafts and writes reports."""
    return _holds(person, Permission.REPORT_WRITE, thing)


@rule(Permission.REPORT_SUBMIT)
def mayor_or_team_submits(person: Any, thing: Any) -> bool:
    """The mayor and the city's team submit a report, which freezes it."""
    return _holds(person, Permission.REPORT_SUBMIT, thing)


@rule(Permission.PEERS_AGREE)
def mayor_or_team_agrees(person: Any, thing: Any) -> bool:
    """The mayor and the city's team decide whether other cities may see the city by name."""
    return _holds(person, Permission.PEERS_AGREE, thing)


@rule(Permission.HANDOVER_MAKE)
def team_hands_over(person: Any, thing: Any) -> bool:
    """The city's team takes the hand-over pack, which names people."""
    return _holds(person, Permission.HANDOVER_MAKE, thing)


@rule(Permission.HANDOVER_RESTORE)
def operator_restores(person: Any, thing: Any) -> bool:
    """Only the operator builds a city from a hand-over pack."""
    return bool(person.is_operator)
