"""What self-assessment and the dossier announce."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class AssessmentOpened:
    """A round of self-assessment has begun; people are asked to score."""

    assessment_id: UUID
    city_id: UUID


@dataclass(frozen=True)
class AssessmentAgreed:
    """A round is agreed and frozen; the temple of the city may stand otherwise now."""

    assessment_id: UUID
    city_id: UUID


@dataclass(frozen=True)
class ReviewWanted:
    """Somebody from outside is asked to look at a round."""

    assessment_id: UUID
    reviewer_id: UUID


@dataclass(frozen=True)
class ReviewFinished:
    """Somebody from outside has looked at a round; ``verifies`` says whether it counts as verification."""

    assessment_id: UUID
    city_id: UUID
    verifies: bool


@dataclass(frozen=True)
class EvidenceChanged:
    """An item of evidence was added, changed, withdrawn or brought back."""

    evidence_id: UUID
    city_id: UUID
