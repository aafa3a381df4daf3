"""A text written together: sections, versions, comments, and what became of them."""
