"""Figures, scores, evidence, reports."""

from colonnade.city.monitoring.models.assessment import Agreement, Assessment, OutsideReview, Score
from colonnade.city.monitoring.models.evidence import Evidence
from colonnade.city.monitoring.models.indicator import Indicator, Target
from colonnade.city.monitoring.models.observation import Batch, Computation, DataSource, Observation
from colonnade.city.monitoring.models.peers import PeerConsent
from colonnade.city.monitoring.models.reach import ActionReach
from colonnade.city.monitoring.models.report import Report, ReportTemplate

__all__ = [
    "ActionReach",
    "Agreement",
    "Assessment",
    "Batch",
    "Computation",
    "DataSource",
    "Evidence",
    "Indicator",
    "Observation",
    "OutsideReview",
    "PeerConsent",
    "Report",
    "ReportTemplate",
    "Score",
    "Target",
]
