"""The code lists of XCRI-CAP 1.2 and the types of its descriptions, in our words."""

import re

from colonnade.city.catalogue.vocabulary import Mode

MODES = {
    "CM": Mode.ONSITE.value,
    "NC": Mode.ONSITE.value,
    "WB": Mode.ONSITE.value,
    "DS": Mode.ONLINE.value,
    "ON": Mode.ONLINE.value,
    "DA": Mode.HYBRID.value,
    "MM": Mode.HYBRID.value,
}
MODE_WORDS = {
    "campus": Mode.ONSITE.value,
    "face-to-face": Mode.ONSITE.value,
    "face-to-face non-campus": Mode.ONSITE.value,
    "work-based": Mode.ONSITE.value,
    "online": Mode.ONLINE.value,
    "online (no attendance)": Mode.ONLINE.value,
    "distance without attendance": Mode.ONLINE.value,
    "distance with attendance": Mode.HYBRID.value,
    "mixed mode": Mode.HYBRID.value,
}
DELETED = frozenset({"3", "delete", "deleted"})

# Types of descriptions that become a part of ours, with a heading for those in English.
SECTIONS = {
    "": "",
    "aim": "Aim",
    "topic": "Topics",
    "structure": "Structure",
    "teachingStrategy": "Teaching",
    "assessmentStrategy": "Assessment",
    "contactHours": "Contact hours",
    "contactPattern": "Contact",
    "studyHours": "Study hours",
    "specialFeature": "Special features",
    "supportFacilities": "Support",
    "providedResource": "Provided resources",
    "requiredResource": "Required resources",
    "indicativeResource": "Resources",
    "careerOutcome": "Career",
    "leadsTo": "Leads to",
    "targetAudience": "For whom",
    "events": "Events",
    "regulations": "Regulations",
    "policy": "Policy",
}
KEYWORDS = "metadataKeywords"
NEEDS = frozenset({"prerequisites", "prerequisite", "entryRequirements"})
LEARNED = frozenset({"learningOutcome", "learningOutcomes"})
APPLYING = frozenset({"applicationProcedure"})

_TIMES = re.compile(
    r"\b(?:evening|twilight|weekend|day|night|morning|afternoon|block|release|full|part|short|flexible|term|week)",
    re.IGNORECASE,
)


def tells_times(words: str) -> bool:
    """Say whether words for a mode of study or attendance tell when one is there."""
    return bool(_TIMES.search(words))
