"""Political will: the declaration, what binds the city, and what it has promised."""

import uuid

from django.db import models

from colonnade.city.governance.vocabulary.will import DeclarationState, DocumentKind, DocumentStatus
from colonnade.city.profile.models import Territory
from colonnade.plumbing.languages import Text, choose


class Declaration(models.Model):
    """One version of the city's declaration to be a learning city. A published text never changes."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="declarations")
    version = models.PositiveSmallIntegerField()
    titles = models.JSONField(default=dict, help_text="language map")
    texts = models.JSONField(default=dict, help_text="language map, plain text")
    state = models.CharField(max_length=10, choices=DeclarationState, default=DeclarationState.DRAFT)
    dated_on = models.DateField(null=True, help_text="the day that stands on it")
    published_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the texts that were published")
    open_to_signature = models.BooleanField(
        default=False, help_text="organisations and residents may sign it too"
    )
    modified_at = models.DateTimeField()

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "version"], name="a_declaration_has_one_text_per_version"
            ),
            models.UniqueConstraint(
                fields=["territory"],
                condition=models.Q(state="PUBLISHED"),
                name="one_declaration_of_a_city_is_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"

    @property
    def title(self) -> Text:
        """The title in the reader's language."""
        return choose(self.titles, default=self.territory.default_language)

    @property
    def text(self) -> Text:
        """The text in the reader's language."""
        return choose(self.texts, default=self.territory.default_language)


class Document(models.Model):
    """A resolution, law, strategy or agreement that the learning city rests on."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=12, choices=DocumentKind)
    titles = models.JSONField(default=dict, help_text="language map")
    summaries = models.JSONField(default=dict, help_text="language map")
    issued_by = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=120, blank=True, help_text="number under which it was adopted")
    url = models.URLField(max_length=1000, blank=True)
    status = models.CharField(max_length=10, choices=DocumentStatus)
    adopted_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    review_on = models.DateField(null=True)
    areas = models.JSONField(default=list, help_text="codes of areas of the default framework")
    is_public = models.BooleanField(default=True)
    modified_at = models.DateTimeField()

    personal_data = None

    def __str__(self) -> str:
        return str(self.title)

    @property
    def title(self) -> Text:
        """The title in the reader's language."""
        return choose(self.titles, default=self.territory.default_language)

    @property
    def summary(self) -> Text:
        """The summary in the reader's language."""
        return choose(self.summaries, default=self.territory.default_language)


class Pledge(models.Model):
    """One promise of the city that a citizen can follow: from here to actions, money, offers and learners."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="pledges")
    declaration = models.ForeignKey(Declaration, on_delete=models.SET_NULL, null=True, related_name="pledges")
    position = models.PositiveSmallIntegerField()
    texts = models.JSONField(default=dict, help_text="language map")
    features = models.JSONField(default=list, help_text="codes of features of the default framework")
    made_on = models.DateField()
    due_on = models.DateField(null=True)
    kept_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    note = models.TextField(blank=True, help_text="why it was withdrawn, or how it was kept")
    is_public = models.BooleanField(default=True)

    personal_data = None

    def __str__(self) -> str:
        return str(self.text)[:80]

    @property
    def text(self) -> Text:
        """The promise in the reader's language."""
        return choose(self.texts, default=self.territory.default_language)
