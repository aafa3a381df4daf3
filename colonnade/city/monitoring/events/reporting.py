"""What happened to reports."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ReportSubmitted:
    """A report was submitted and frozen."""

    report_id: UUID
    territory_id: UUID
    template: str
    last_year: int
