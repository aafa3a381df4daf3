"""Words that go both ways: our lists in the words of schema.org, for reading and for writing."""

from colonnade.city.profile.vocabulary import Access
from colonnade.people.vocabulary import OrganisationType

TYPES = {
    OrganisationType.LIBRARY.value: "Library",
    OrganisationType.SCHOOL.value: "School",
    OrganisationType.UNIVERSITY.value: "CollegeOrUniversity",
    OrganisationType.NGO.value: "NGO",
    OrganisationType.COMPANY.value: "Corporation",
    OrganisationType.EMPLOYER.value: "Corporation",
    OrganisationType.MUSEUM.value: "Museum",
    OrganisationType.UNION.value: "WorkersUnion",
    OrganisationType.HEALTH.value: "MedicalOrganization",
    OrganisationType.SPORTS.value: "SportsOrganization",
    OrganisationType.PERSON.value: "Person",
    OrganisationType.MUNICIPALITY.value: "GovernmentOrganization",
    OrganisationType.MEDIA.value: "NewsMediaOrganization",
}

ROLES = {
    "sponsor": "sponsor",
    "funder": "funder",
    "partner": "contributor",
    "performer": "performer",
    "certifier": "accreditedBy",
    "organiser": "organizer",
}

ACCESS_NAMES = {
    Access.WHEELCHAIR.value: "wheelchair access",
    Access.STEP_FREE.value: "step-free access",
    Access.HEARING_LOOP.value: "hearing loop",
    Access.SIGN_LANGUAGE.value: "sign language",
    Access.CAPTIONS.value: "captions",
    Access.EASY_LANGUAGE.value: "easy language",
    Access.VISUAL.value: "for blind and partially sighted people",
    Access.INTELLECTUAL.value: "for people with learning disabilities",
    Access.PSYCHOSOCIAL.value: "for people with mental health conditions",
    Access.QUIET_HOURS.value: "quiet hours",
    Access.CHILDCARE.value: "childcare",
    Access.ACCESSIBLE_TOILET.value: "accessible toilet",
}
