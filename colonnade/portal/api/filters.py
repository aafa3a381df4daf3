"""What lists can be asked for. Each filter narrows; all of them hold together."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field

_LOST_PLUS = re.compile(r" (\d\d:?\d\d)$")


def _with_plus(value: Any) -> Any:
    """In an address a bare plus sign arrives as a space."""
    return _LOST_PLUS.sub(r"+\1", value) if isinstance(value, str) else value


def _in_utc(value: datetime) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=UTC)


Moment = Annotated[datetime, BeforeValidator(_with_plus), AfterValidator(_in_utc)]


class Paging(Schema):
    """Where in a list, and how much of it."""

    cursor: str | None = Field(None, max_length=300, description="Place in the list, as given by `next`.")
    limit: int = Field(50, ge=1, le=200, description="How many items at most.")


class ByCity(Paging):
    """A list that can be narrowed to a city."""

    city: str | None = Field(None, max_length=80, description="Slug of the city.")


class CityFilters(Paging):
    """Which cities."""

    country: str | None = Field(None, pattern="^[A-Za-z]{2}$", description="ISO 3166-1 alpha-2 code.")
    region: str | None = Field(None, max_length=60, description="UNESCO region, such as `Africa`.")
    q: str | None = Field(
        None, max_length=300, description="Words of its name in any language, or of what it says of itself."
    )


class Span(ByCity):
    """A list that can be narrowed to days."""

    first: date | None = Field(
        None, alias="from", description="First day (UTC): what ended before is left out."
    )
    last: date | None = Field(None, alias="to", description="Last day (UTC): what begins after is left out.")


class OpportunityFilters(Span):
    """Which opportunities."""

    q: str | None = Field(
        None, max_length=300, description="Words, in any language; at most 10,000 matches can be reached."
    )
    block: Literal["B4", "B5", "B6", "B7", "B8", "B9"] | None = Field(
        None, description="Building block of the learning city."
    )
    updated_since: Moment | None = Field(
        None,
        description="List in order of change what changed since this moment, with tombstones; `next` is never null then. "
        "Goes with `city` and `block` only.",
    )
    include: Literal["sessions"] | None = Field(
        None, description="`sessions`: give the dates of every opportunity, too."
    )


class SessionFilters(Span):
    """Which sessions."""

    opportunity: UUID | None = Field(None, description="Identifier of the opportunity.")
