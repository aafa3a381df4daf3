"""One object becomes one draft, as a row of a table does."""

from colonnade.city.catalogue.harvest import Context, OfferDraft, Raw
from colonnade.interop.json_list.cells import Flat
from colonnade.interop.tabular import map as table
from colonnade.interop.tabular.plan import Plan


def draft_of(raw: Raw, context: Context) -> OfferDraft:
    """Turn an object into a draft; title and description keep all their languages.

    :raises Refused: it has no title, or a date that no calendar has.
    """
    row: Flat = raw.data
    draft = table.draft_of(Raw(raw.where, row.cells), context)
    plan = context.about.get("table")
    if row.texts and isinstance(plan, Plan):
        draft.title = row.texts.get(plan.columns.get("title", ""), draft.title)
        draft.description = row.texts.get(plan.columns.get("description", ""), draft.description)
    return draft
