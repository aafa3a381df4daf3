"""Organisations are remembered: the same library in three feeds is one library."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from colonnade.people.models import Organisation
from colonnade.people.vocabulary import OrganisationFacts, OrganisationType

# Beyond this many names it is cheaper, and on SQLite safer, to read all organisations of the city.
_NAMED_ONE_BY_ONE = 500
_FACTS = ["names", "type", "url", "email", "phone", "identifiers"]
_LONGEST_KEY = 200
_LONGEST = {"url": 1000, "email": 254, "phone": 80}


@transaction.atomic
def keep_organisations(
    *, drafts: Sequence[OrganisationFacts], home_id: UUID, is_demo: bool = False
) -> dict[str, int]:
    """Make sure that every organisation named in ``drafts`` exists in this city; return ``match_key`` -> id.

    Asks no permission and writes no audit entry: it is called once per batch by pipelines and forms that
    have asked their own permission and record their own deed. What is known is never overwritten, only
    what was empty is filled in; of two drafts with the same key the first one speaks first. Addresses and
    numbers too long to be one are left out, and of a key only the first 200 characters count.
    """
    said: dict[str, list[OrganisationFacts]] = {}
    for draft in drafts:
        said.setdefault(draft.match_key[:_LONGEST_KEY], []).append(draft)
    if not said:
        return {}
    rows = Organisation.objects.filter(home_id=home_id)
    if len(said) <= _NAMED_ONE_BY_ONE:
        rows = rows.filter(match_key__in=list(said))
    known = {row.match_key: row for row in rows.only("match_key", *_FACTS) if row.match_key in said}
    missing, changed = [], []
    for key, facts in sorted(said.items()):  # one order for all, lest two harvests wait for each other
        organisation = known.get(key)
        if organisation is None:
            informal = any(each.is_informal for each in facts)
            organisation = Organisation(home_id=home_id, match_key=key, is_informal=informal, is_demo=is_demo)
            _fill_in(organisation, facts)
            missing.append(organisation)
        elif _fill_in(organisation, facts):
            organisation.modified_at = timezone.now()
            changed.append(organisation)
    # Another harvest may have met the same newcomer a moment ago: the database settles it and returns the id.
    created = Organisation.objects.bulk_create(
        missing, update_conflicts=True, unique_fields=["home_id", "match_key"], update_fields=["modified_at"]
    )
    if changed:
        Organisation.objects.bulk_update(changed, [*_FACTS, "modified_at"], batch_size=100)
    ids = {row.match_key: row.pk for row in [*known.values(), *created]}
    return {draft.match_key: ids[draft.match_key[:_LONGEST_KEY]] for draft in drafts}


def _fill_in(organisation: Organisation, said: Sequence[OrganisationFacts]) -> bool:
    """Complete the row with what it does not know yet; say whether anything changed."""
    before = [getattr(organisation, name) for name in _FACTS]
    for facts in said:
        organisation.names = {**facts.names, **organisation.names}
        if organisation.type == OrganisationType.UNKNOWN:
            organisation.type = facts.type
        for name, longest in _LONGEST.items():
            if not getattr(organisation, name) and len(getattr(facts, name)) <= longest:
                setattr(organisation, name, getattr(facts, name))
        organisation.identifiers = [
            *organisation.identifiers,
            *(each for each in facts.identifiers if each not in organisation.identifiers),
        ]
    return before != [getattr(organisation, name) for name in _FACTS]
