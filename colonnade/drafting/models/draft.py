"""A text in sections; every version of every section is kept."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse

from colonnade.drafting.vocabulary import DraftState, Origin, words_in
from colonnade.plumbing.languages import Text, choose


class Draft(models.Model):
    """A text that several people write, and that may be opened to the public for a time."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    scope_id = models.UUIDField(help_text="uuid of the place it belongs to, such as a city")
    kind = models.SlugField(
        max_length=40, help_text="what it becomes, in the word of the module above: plan, report …"
    )
    subject_id = models.UUIDField(null=True, help_text="uuid of the thing above that it is the text of")
    titles = models.JSONField(default=dict, help_text="language map")
    language = models.CharField(max_length=35, help_text="BCP 47 tag of the language it is written in")
    state = models.CharField(max_length=10, choices=DraftState, default=DraftState.WRITING)
    intro = models.TextField(blank=True, help_text="what the public is asked")
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True, help_text="last day on which comments are taken")
    outcome = models.TextField(blank=True, help_text="what became of the consultation as a whole")
    frozen_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(
        null=True, help_text="when it was put away; it can be brought back for thirty days"
    )
    is_demo = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    personal_data = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_on__isnull=True)
                | models.Q(closes_on__isnull=True)
                | models.Q(closes_on__gte=models.F("opens_on")),
                name="a_consultation_closes_after_it_opened",
            ),
        ]
        indexes = [models.Index(fields=["scope_id", "kind", "state"], name="drafts_of_a_place")]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def title(self) -> Text:
        """The title in the reader's language, else in its own."""
        return choose(self.titles, default=self.language)

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it: it was opened to the public at some time, and not put away."""
        return self.opens_on is not None and self.state != DraftState.WRITING and self.discarded_at is None

    @property
    def is_fixed(self) -> bool:
        """Whether nothing in it changes any more."""
        return self.state == DraftState.FROZEN or self.discarded_at is not None

    def takes_comments(self, today: date) -> bool:
        """Whether the public may comment on that day."""
        return (
            self.is_public
            and self.state == DraftState.CONSULTING
            and (self.opens_on is None or self.opens_on <= today)
            and (self.closes_on is None or today <= self.closes_on)
        )

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return reverse("drafting:draft", args=[self.uuid])


class Section(models.Model):
    """One part of a draft, with its present text. ``number`` counts up with every change."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    headings = models.JSONField(default=dict, help_text="language map")
    guidance = models.JSONField(default=dict, help_text="language map: what belongs here")
    word_limit = models.PositiveIntegerField(null=True)
    is_required = models.BooleanField(default=False)
    text = models.TextField(blank=True, help_text="Markdown")
    number = models.PositiveIntegerField(default=0)
    public_number = models.PositiveIntegerField(
        null=True, help_text="number of the version that was put to the public, if it was"
    )
    modified_at = models.DateTimeField()

    personal_data = None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "key"], name="one_section_per_key_and_draft"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def heading(self) -> Text:
        """The heading in the reader's language."""
        return choose(self.headings)

    @property
    def hint(self) -> Text:
        """What belongs here, in the reader's language."""
        return choose(self.guidance)

    @property
    def words(self) -> int:
        """Number of words in the present text."""
        return words_in(self.text)

    @property
    def is_too_long(self) -> bool:
        """Whether it has more words than it may."""
        return self.word_limit is not None and self.words > self.word_limit


class Version(models.Model):
    """What a section said at some time. A version set ASIDE was written against an older one and waits to be merged."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=Origin)
    based_on = models.PositiveIntegerField(null=True, help_text="number of the version its writer saw")
    facts = models.JSONField(
        default=list, help_text="figures it was drafted from: list of {label, value, evidence}"
    )
    settled_at = models.DateTimeField(null=True, help_text="when a version set aside was merged or dropped")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField()

    personal_data = {"written_by": "who wrote it; cleared when the account is erased"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["section", "number"],
                condition=~models.Q(origin="ASIDE"),
                name="one_version_per_number_and_section",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section_id} {self.number}"
