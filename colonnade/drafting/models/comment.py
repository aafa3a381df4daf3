"""What the public says to a draft, who supports it, and the official answer."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from colonnade.drafting.models.draft import Draft, Section
from colonnade.drafting.vocabulary import CommentKind, Outcome, Visibility


def forget_commenter(collector: Any, field: Any, comments: Any, using: str) -> None:
    """On erasure of an account: what its owner said in public goes with it; that something was said remains.

    The official answer stays, since others rely on it. The person is cleared last, because the rows are found by it.
    """
    for name in ("text", "proposal", "name"):
        collector.add_field_update(field.model._meta.get_field(name), "", comments)
    collector.add_field_update(field, None, comments)


class Comment(models.Model):
    """One comment. Without an account it waits until the team has looked at it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="comments")
    section = models.ForeignKey(Section, on_delete=models.SET_NULL, null=True, related_name="comments")
    kind = models.CharField(max_length=10, choices=CommentKind, default=CommentKind.COMMENT)
    text = models.TextField(blank=True, help_text="plain; empty once it was withdrawn or erased")
    proposal = models.TextField(blank=True, help_text="the wording that an amendment proposes")
    language = models.CharField(max_length=35)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=forget_commenter, null=True, related_name="comments"
    )
    name = models.CharField(max_length=200, blank=True, help_text="shown beside the comment; may be left out")
    visibility = models.CharField(max_length=8, choices=Visibility)
    made_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    answer = models.TextField(blank=True, help_text="the official answer")
    answered_at = models.DateTimeField(null=True)

    personal_data = {
        "person": "who commented; cleared when the account is erased",
        "name": "shown beside the comment; erased with the account or on request",
        "text": "what they said in public; erased with the account or on request",
        "proposal": "the wording they proposed; erased with the account or on request",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="OPEN") | ~models.Q(answer=""),
                name="what_became_of_a_comment_is_explained",
            ),
        ]
        indexes = [models.Index(fields=["draft", "visibility", "-made_at"], name="comments_of_a_draft")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_withdrawn(self) -> bool:
        """Whether its writer has taken it back, or has erased their account."""
        return not self.text

    def get_absolute_url(self) -> str:
        """Where it stands by itself."""
        return reverse("drafting:comment", args=[self.uuid])


class Support(models.Model):
    """One person supports a comment; once each."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()

    personal_data = {"person": "who supports; erased with the account"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="one_person_supports_once")]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.person_id}"
