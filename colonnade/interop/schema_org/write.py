"""An offer in the words of schema.org: a pure function from plain data to JSON-LD. Nothing here knows the catalogue.

Lost: building blocks, prices that hold for single dates, the dates of a programme between its first and
its last, the kind of an open offer (it goes out as an event without a date), rules of recurrence (dates go
out one by one), and of events their licence and when they were changed, for which schema.org has no words.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from colonnade.interop.schema_org.portrait import OfferView, PartyView, PlaceView, SessionView
from colonnade.interop.schema_org.words import ACCESS_NAMES, ROLES, TYPES
from colonnade.plumbing.languages import UNDETERMINED, choose

JsonLd = dict[str, Any]

_HOME = "https://schema.org"
_NODE_TYPES = {
    "COURSE": "Course",
    "PROGRAMME": "EducationalOccupationalProgram",
    "RESOURCE": "LearningResource",
    "EVENT": "EducationEvent",
    "OPEN_OFFER": "EducationEvent",
}
_MODES = {
    "ONSITE": "OfflineEventAttendanceMode",
    "ONLINE": "OnlineEventAttendanceMode",
    "HYBRID": "MixedEventAttendanceMode",
}
_COURSE_MODES = {"ONSITE": "onsite", "ONLINE": "online", "HYBRID": "blended"}
_STATUSES = {"CANCELLED": "EventCancelled", "POSTPONED": "EventPostponed", "MOVED": "EventRescheduled"}
_UNSAFE = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def script_text(document: JsonLd) -> str:
    """Return JSON that may stand inside a ``<script>`` element whatever its texts hold."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def json_ld(offer: OfferView, language: str = "") -> JsonLd:
    """Return an offer as JSON-LD.

    With a ``language`` texts are plain and in that language, as far as there are any; without one every
    text goes out in all its languages.
    """
    writer = _Writer(offer, language)
    return _filled({"@context": writer.context(), **writer.node()})


def _filled(node: JsonLd) -> JsonLd:
    """Leave out what is absent: an empty text would say that there is none."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {}, ())}


def _iso(value: datetime | date | None) -> str:
    return value.isoformat() if value is not None else ""


class _Writer:
    """Writes one offer in one language, or in all."""

    def __init__(self, offer: OfferView, language: str) -> None:
        self.offer = offer
        self.language = language
        self.is_event = _NODE_TYPES.get(offer.kind, "EducationEvent") == "EducationEvent"

    def context(self) -> Any:
        """Say which vocabulary this is, and in which language plain texts are."""
        return [_HOME, {"@language": self.language}] if self.language else _HOME

    def words(self, texts: Any) -> Any:
        """Return a text: plain in the language asked for, else every language with its tag."""
        if isinstance(texts, str) or not texts:
            return texts or None
        if self.language:
            return choose(texts, self.language, self.offer.default_language).text
        values = [
            {"@language": tag, "@value": text} if tag != UNDETERMINED else text
            for tag, text in texts.items()
            if text
        ]
        return values[0] if len(values) == 1 else values

    def node(self) -> JsonLd:
        """Return the offer itself."""
        offer = self.offer
        kind = _NODE_TYPES.get(offer.kind, "EducationEvent")
        others: JsonLd = {}
        for party, role in offer.others:
            others.setdefault(ROLES.get(role, "contributor"), []).append(self.party(party))
        providers = [self.party(offer.provider)] if offer.provider else []
        node = {
            "@type": kind,
            "@id": offer.id,
            "name": self.words(offer.title),
            "description": self.words(offer.description),
            "url": offer.url or offer.id,
            "image": self.image(),
            "keywords": list(offer.keywords),
            "audience": self.audience(),
            "typicalAgeRange": self.ages(),
            "inLanguage": list(offer.languages),
            "isAccessibleForFree": {"YES": True, "NO": False}.get(offer.is_free),
            "offers": self.offers(),
            **others,
            **(self.event() if self.is_event else self.learning(kind)),
        }
        node["organizer" if self.is_event else "provider"] = [*providers, *others.get("organizer", [])]
        if not self.is_event:
            node.pop("organizer", None)
        return _filled(node)

    def event(self) -> JsonLd:
        """Return what only events have. Several dates become parts that have the event's own name."""
        offer, sessions = self.offer, self.offer.sessions
        stated = {
            "eventAttendanceMode": self.mode(offer.mode),
            "eventStatus": f"{_HOME}/{_STATUSES.get(offer.status, 'EventScheduled')}",
            "location": self.location(offer.place, ""),
            "superEvent": {"@id": offer.part_of} if offer.part_of else None,
            "teaches": [self.words(each) for each in offer.outcomes],
            "educationalLevel": self.level(),
            "duration": offer.duration_iso,
        }
        if len(sessions) == 1:
            return stated | self.date(sessions[0], {"eventStatus": stated["eventStatus"]})
        parts = [
            _filled({"@type": "EducationEvent", "name": self.words(offer.title), **self.date(each, {})})
            for each in sessions
        ]
        starts = [each.start for each in sessions if each.start]
        ends = [each.end or each.start for each in sessions if each.end or each.start]
        return stated | {
            "startDate": min(map(_iso, starts), default=""),
            "endDate": max(map(_iso, ends), default=""),
            "subEvent": parts,
        }

    def date(self, session: SessionView, otherwise: JsonLd) -> JsonLd:
        """Return one date of an event."""
        status = _STATUSES.get(session.status)
        found = {
            "@id": session.id if not otherwise else None,
            "startDate": _iso(session.start),
            "endDate": _iso(session.end),
            "eventStatus": f"{_HOME}/{status}"
            if status
            else otherwise.get("eventStatus", f"{_HOME}/EventScheduled"),
            "previousStartDate": _iso(session.previous_start),
            "location": self.location(session.place or self.offer.place, session.online_url),
            "eventAttendanceMode": self.mode(session.mode or self.offer.mode),
            "maximumAttendeeCapacity": session.capacity_max,
            "remainingAttendeeCapacity": session.places_left,
            "eventSchedule": self.schedule(session),
        }
        return _filled(found)

    def learning(self, kind: str) -> JsonLd:
        """Return what courses, programmes and resources have."""
        offer = self.offer
        needs = {
            "Course": "coursePrerequisites",
            "EducationalOccupationalProgram": "programPrerequisites",
        }.get(kind, "competencyRequired")
        node: JsonLd = {
            needs: self.words(offer.entry_requirements),
            "teaches": [self.words(each) for each in offer.outcomes],
            "educationalLevel": self.level(),
            "isPartOf": {"@id": offer.part_of} if offer.part_of else None,
            **self.awards(kind),
        }
        if kind == "EducationalOccupationalProgram":
            starts = [each.start for each in offer.sessions if each.start]
            ends = [each.end for each in offer.sessions if each.end]
            node |= {
                "startDate": min(map(_iso, starts), default=""),
                "endDate": max(map(_iso, ends), default=""),
                "applicationStartDate": offer.registration.get("opens"),
                "applicationDeadline": offer.registration.get("closes"),
                "timeToComplete": offer.duration_iso,
            }
            return node
        node |= {
            "timeRequired": offer.duration_iso,
            "dateModified": _iso(offer.modified),
            "license": offer.licence,
            "accessibilityFeature": [ACCESS_NAMES.get(each, each) for each in offer.accessibility],
        }
        if kind == "Course":
            node["hasCourseInstance"] = [self.instance(each) for each in offer.sessions or self._undated()]
        return node

    def _undated(self) -> tuple[SessionView, ...]:
        """A course without dates has an instance where something is known about how it is held."""
        offer = self.offer
        return (SessionView(),) if offer.mode or offer.place or offer.workload_hours else ()

    def instance(self, session: SessionView) -> JsonLd:
        """Return one date of a course."""
        offer = self.offer
        hours = offer.workload_hours
        minutes = round(hours * 60) if hours else 0
        workload = f"PT{minutes // 60}H{minutes % 60}M" if minutes % 60 else f"PT{minutes // 60}H"
        return _filled(
            {
                "@type": "CourseInstance",
                "courseMode": _COURSE_MODES.get(session.mode or offer.mode),
                "courseWorkload": workload if minutes else None,
                "inLanguage": list(session.languages or offer.languages),
                **self.date(session, {}),
            }
        )

    def schedule(self, session: SessionView) -> JsonLd | None:
        """Return times that only words give."""
        return (
            {"@type": "Schedule", "description": self.words(session.schedule_note)}
            if session.schedule_note
            else None
        )

    def mode(self, mode: str) -> str:
        """Return how people take part."""
        return f"{_HOME}/{_MODES[mode]}" if mode in _MODES else ""

    def location(self, place: PlaceView | None, online_url: str) -> Any:
        """Return where: a place, an online location, both."""
        found: list[JsonLd] = [self.place(place)] if place else []
        if online_url:
            found.append({"@type": "VirtualLocation", "url": online_url})
        return found[0] if len(found) == 1 else found

    def place(self, place: PlaceView) -> JsonLd:
        """Return a venue."""
        address = _filled(
            {
                "streetAddress": place.street,
                "postalCode": place.postal_code,
                "addressLocality": place.locality,
                "addressCountry": place.country,
            }
        )
        has_spot = place.latitude is not None and place.longitude is not None
        return _filled(
            {
                "@type": "Place",
                "name": self.words(place.names),
                "address": {"@type": "PostalAddress", **address} if address else None,
                "geo": {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
                if has_spot
                else None,
                "amenityFeature": [
                    {
                        "@type": "LocationFeatureSpecification",
                        "name": ACCESS_NAMES.get(each, each),
                        "value": True,
                    }
                    for each in place.accessibility
                ],
                "url": place.url,
            }
        )

    def party(self, party: PartyView) -> JsonLd:
        """Return an organisation or a person."""
        kind = TYPES.get(party.type, "Organization")
        return _filled({"@type": kind, "@id": party.id, "name": self.words(party.names), "url": party.url})

    def audience(self) -> list[JsonLd]:
        """Return for whom it is: groups, and ages for those who read them there."""
        offer = self.offer
        found: list[JsonLd] = [
            {"@type": "Audience", "audienceType": each.replace("_", " ")} for each in offer.audience
        ]
        ages = _filled({"suggestedMinAge": offer.age_min, "suggestedMaxAge": offer.age_max})
        return [*found, {"@type": "PeopleAudience", **ages}] if ages else found

    def ages(self) -> str:
        """Return the range of ages where it has a beginning."""
        low, high = self.offer.age_min, self.offer.age_max
        return "" if low is None else f"{low}+" if high is None else f"{low}-{high}"

    def offers(self) -> list[JsonLd]:
        """Return what it costs and where to sign up; a price in words goes out as its description."""
        terms = _filled(
            {
                "url": self.offer.registration.get("url"),
                "validFrom": self.offer.registration.get("opens"),
                "validThrough": self.offer.registration.get("closes"),
            }
        )
        if self.offer.sessions and all(each.status == "FULL" for each in self.offer.sessions):
            terms["availability"] = f"{_HOME}/SoldOut"
        found = [{**self.price(each), **terms} for each in self.offer.prices]
        if not found and self.offer.is_free == "YES":
            return [{"@type": "Offer", "price": "0", "category": "Free", **terms}]
        return found or ([{"@type": "Offer", **terms}] if terms else [])

    def price(self, price: Mapping[str, Any]) -> JsonLd:
        """Return one price."""
        label, amount = self.words(price.get("label")), price.get("amount")
        stated: JsonLd = {"@type": "Offer", "eligibleCustomerType": self.words(price.get("condition"))}
        if amount is None:
            return _filled(
                {**stated, "priceSpecification": {"@type": "PriceSpecification", "description": label}}
            )
        return _filled(
            {**stated, "price": str(amount), "priceCurrency": price.get("currency"), "name": label}
        )

    def awards(self, kind: str) -> JsonLd:
        """Return credentials and credits."""
        key = (
            "occupationalCredentialAwarded"
            if kind == "EducationalOccupationalProgram"
            else "educationalCredentialAwarded"
        )
        named = [
            _filled(
                {
                    "@type": "EducationalOccupationalCredential",
                    "name": self.words(each["name"]),
                    "credentialCategory": each.get("type"),
                    "recognizedBy": {"@type": "Organization", "name": self.words(each["body"])}
                    if each.get("body")
                    else None,
                }
            )
            for each in self.offer.awards
            if each.get("name")
        ]
        credits = [
            _filled({"@type": "StructuredValue", "value": each["credit"], "unitText": each.get("system")})
            for each in self.offer.awards
            if each.get("credit")
        ]
        return {key: named, "numberOfCredits": credits}

    def level(self) -> str:
        """Return the level: "eqf:4" becomes "EQF 4"."""
        scheme, _, number = self.offer.level.partition(":")
        return f"{scheme.upper()} {number}" if number else ""

    def image(self) -> JsonLd | None:
        """Return the picture with what must be said beside it."""
        image = self.offer.image
        if not image.get("url"):
            return None
        found = {
            "@type": "ImageObject",
            "contentUrl": image["url"],
            "caption": self.words(image.get("alt")),
            "creditText": image.get("credit"),
            "license": image.get("licence"),
        }
        return _filled(found)
