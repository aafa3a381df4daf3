"""Who opens calls, who writes an application, who endorses, who reviews, who decides."""

from enum import StrEnum
from typing import Any

from colonnade.network.charter.vocabulary import calls
from colonnade.people import queries as people
from colonnade.plumbing.permissions import rule


class Permission(StrEnum):
    """What can be permitted about networks and calls."""

    NETWORK_FOUND = "charter:network:found"
    NETWORK_KEEP = "charter:network:keep"
    CALL_KEEP = calls.CALL_KEEP
    APPLICATION_WRITE = calls.APPLICATION_WRITE
    APPLICATION_SUBMIT = calls.APPLICATION_SUBMIT
    APPLICATION_READ = "charter:application:read"
    APPLICATION_ENDORSE = calls.APPLICATION_ENDORSE
    APPLICATION_DECIDE = calls.APPLICATION_DECIDE
    REVIEW_GIVE = "charter:review:give"


@rule(Permission.NETWORK_FOUND)
def operator_founds(person: Any, thing: Any) -> bool:
    """Only the operator sets up networks and National Commissions here."""
    return bool(person.is_operator)


@rule(Permission.NETWORK_KEEP)
def secretariat_keeps_network(person: Any, network: Any) -> bool:
    """The secretariat keeps its network's page, offices and rules; the operator helps out."""
    return person.is_operator or people.holds(person, Permission.NETWORK_KEEP, network.uuid)


@rule(Permission.CALL_KEEP)
def secretariat_keeps_calls(person: Any, network: Any) -> bool:
    """The secretariat of a network writes, publishes, extends and copies its calls."""
    return person.is_operator or people.holds(person, Permission.CALL_KEEP, network.uuid)


@rule(Permission.APPLICATION_WRITE)
def city_writes_its_own(person: Any, territory: Any) -> bool:
    """The city's team writes the city's applications; the operator does not write for it."""
    return people.holds(person, Permission.APPLICATION_WRITE, territory.uuid)


@rule(Permission.APPLICATION_SUBMIT)
def city_submits_its_own(person: Any, territory: Any) -> bool:
    """Who may hand in for the city: its coordinator and its mayor."""
    return people.holds(person, Permission.APPLICATION_SUBMIT, territory.uuid)


@rule(Permission.APPLICATION_READ)
def those_concerned_read(person: Any, application: Any) -> bool:
    """The city, its National Commission once it was handed in, and the secretariat once it was received."""
    if people.holds(person, Permission.APPLICATION_WRITE, application.territory.uuid):
        return True
    if people.holds(person, Permission.APPLICATION_SUBMIT, application.territory.uuid):
        return True
    if application.submitted_at is None:
        return False
    if application.commission and people.holds(
        person, Permission.APPLICATION_ENDORSE, application.commission.uuid
    ):
        return True
    return person.is_operator or people.holds(
        person, Permission.APPLICATION_DECIDE, application.call.network.uuid
    )


@rule(Permission.APPLICATION_ENDORSE)
def commission_endorses_its_own(person: Any, commission: Any) -> bool:
    """Officers of the National Commission of the city's country; nobody stands in for them."""
    return people.holds(person, Permission.APPLICATION_ENDORSE, commission.uuid)


@rule(Permission.APPLICATION_DECIDE)
def secretariat_decides(person: Any, network: Any) -> bool:
    """The secretariat of the network receives, assigns and records decisions."""
    return person.is_operator or people.holds(person, Permission.APPLICATION_DECIDE, network.uuid)


@rule(Permission.REVIEW_GIVE)
def reviewer_judges_what_is_assigned(person: Any, assignment: Any) -> bool:
    """The reviewer whom the secretariat gave this application, while their work has not ended."""
    reviewer = assignment.reviewer
    return reviewer.person_id == person.pk and reviewer.ended_at is None
