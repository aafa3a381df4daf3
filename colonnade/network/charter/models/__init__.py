"""Networks, Commissions, calls, applications, reviews."""

from colonnade.network.charter.models.application import (
    Answer,
    AnswerVersion,
    Application,
    Remark,
    Step,
    Upload,
)
from colonnade.network.charter.models.call import Call, Extension, Questionnaire, Stage
from colonnade.network.charter.models.network import Commission, Network, Office
from colonnade.network.charter.models.review import Assignment, Decision, Deliberation, Reviewer, Score

__all__ = [
    "Answer",
    "AnswerVersion",
    "Application",
    "Assignment",
    "Call",
    "Commission",
    "Decision",
    "Deliberation",
    "Extension",
    "Network",
    "Office",
    "Questionnaire",
    "Remark",
    "Reviewer",
    "Score",
    "Stage",
    "Step",
    "Upload",
]
