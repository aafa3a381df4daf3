"""The outbox between the database and the index."""

from django.db import models


class Change(models.Model):
    """Things of one kind that changed in one transaction and wait to be indexed."""

    kind = models.CharField(max_length=40)
    ids = models.JSONField(help_text="list of primary keys")
    made_at = models.DateTimeField(auto_now_add=True)

    personal_data = None

    def __str__(self) -> str:
        return f"{self.kind} {len(self.ids)}"
