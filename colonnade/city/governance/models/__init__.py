"""Promises, those who take part, their meetings, the money, the plan."""

from colonnade.city.governance.models.body import Body, Seat
from colonnade.city.governance.models.meeting import (
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    Paper,
    Task,
)
from colonnade.city.governance.models.money import BudgetImport, BudgetLine
from colonnade.city.governance.models.plan import Action, Goal, Plan, Review, Risk
from colonnade.city.governance.models.resource import Commitment, CommitmentStep, Need, Resource, ResourceUse
from colonnade.city.governance.models.stakeholder import Stakeholder
from colonnade.city.governance.models.will import Declaration, Document, Pledge

__all__ = [
    "Action",
    "AgendaItem",
    "Attendance",
    "Body",
    "BudgetImport",
    "BudgetLine",
    "Commitment",
    "CommitmentStep",
    "Decision",
    "Declaration",
    "Document",
    "Goal",
    "Meeting",
    "Need",
    "Paper",
    "Plan",
    "Pledge",
    "Resource",
    "ResourceUse",
    "Review",
    "Risk",
    "Seat",
    "Stakeholder",
    "Task",
]
