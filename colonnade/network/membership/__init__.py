"""Who belongs to a network, since when, and what was due: members, associates, their years and their history."""
