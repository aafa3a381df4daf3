"""What a city hands in, who wrote which answer, and the way it went."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from colonnade.city.profile.models import Territory
from colonnade.network.charter.models.call import Call, Questionnaire
from colonnade.network.charter.models.network import Commission
from colonnade.network.charter.vocabulary.calls import WRITABLE, ApplicationState, Side
from colonnade.plumbing.languages import Text, choose


class Application(models.Model):
    """One city's answer to one call: application, report, entry or bid."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="applications")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="applications")
    commission = models.ForeignKey(
        Commission, on_delete=models.PROTECT, null=True, related_name="applications"
    )
    state = models.CharField(max_length=14, choices=ApplicationState, default=ApplicationState.DRAFT)
    rank = models.PositiveSmallIntegerField(null=True, help_text="the Commission's order, 1 first")
    verdict = models.JSONField(
        default=list, help_text="what the rules said on the day it was handed in: [{rule, outcome, text}]"
    )
    letters = models.JSONField(default=dict, help_text="language map: decision and feedback for the city")
    is_shared = models.BooleanField(default=False, help_text="peers may read it once it was accepted")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    personal_data = {"started_by": "who began it"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "territory"],
                condition=~models.Q(state="WITHDRAWN"),
                name="one_application_per_city_and_call",
            ),
            models.UniqueConstraint(
                fields=["call", "commission", "rank"],
                condition=models.Q(rank__isnull=False),
                name="a_commission_gives_each_rank_once",
            ),
        ]
        indexes = [models.Index(fields=["call", "state"], name="applications_of_a_call")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.territory_id}"

    def get_absolute_url(self) -> str:
        """Where those who may see it read it."""
        return reverse("charter:application", args=[self.uuid])

    @property
    def is_writable(self) -> bool:
        """Whether its answers may still be changed, as far as its state goes."""
        return self.state in WRITABLE

    @property
    def letter(self) -> Text:
        """Decision and feedback, in the reader's language."""
        return choose(self.letters)


class Answer(models.Model):
    """What a city says to one question, in its newest version. Who edits an older one is told so."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    question = models.SlugField(max_length=60)
    value = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    edited_at = models.DateTimeField()

    personal_data = {"value": "may name contacts of the city", "edited_by": "who wrote it"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "question"], name="one_answer_per_question"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.question}"


class AnswerVersion(models.Model):
    """An answer as it stood before it was changed. Never changed, never dropped."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    value = models.JSONField(null=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    edited_at = models.DateTimeField()

    personal_data = {"value": "may name contacts of the city", "edited_by": "who wrote it"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "version"], name="one_text_per_version_of_an_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} v{self.version}"


class Upload(models.Model):
    """A file handed in with an application. Kept outside what the web server gives out."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="uploads")
    question = models.SlugField(max_length=60)
    file = models.FileField(upload_to="applications", max_length=300)
    name = models.CharField(max_length=200, help_text="as the sender called it, cleaned")
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="bytes")
    digest = models.CharField(max_length=64, help_text="SHA-256, hexadecimal")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    personal_data = {"by": "who sent it", "file": "may show people; kept with the application"}

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """An application moved on: from where, to where, who, when and why. Never changed."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="steps")
    before = models.CharField(max_length=14, blank=True)
    after = models.CharField(max_length=14, choices=ApplicationState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    personal_data = {"by": "who decided, for the audit"}

    def __str__(self) -> str:
        return f"{self.application_id} {self.before} -> {self.after}"


class Remark(models.Model):
    """A sentence about an application, for those who work on it: a comment back, a question, a note."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="remarks")
    question = models.SlugField(max_length=60, blank=True)
    side = models.CharField(max_length=12, choices=Side)
    text = models.TextField()
    is_internal = models.BooleanField(default=False, help_text="the city does not see it")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    personal_data = {"by": "who said it"}

    def __str__(self) -> str:
        return f"{self.side} {self.at:%Y-%m-%d}"
