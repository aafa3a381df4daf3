"""Whoever follows a link changes nothing: GET and HEAD run on a connection that refuses to write."""

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory

from colonnade.plumbing.readonly import ReadOnlyOnGet, WroteWhileReading

EXCEPTED = {"/static/"}  # another path here is a decision; say why in docs/decisions


def test_the_guard_stands_at_the_door():
    assert "colonnade.plumbing.readonly.ReadOnlyOnGet" in settings.MIDDLEWARE
    assert set(settings.WRITES_ON_GET) <= EXCEPTED


def test_no_middleware_of_ours_slips_behind_it():
    place = settings.MIDDLEWARE.index("colonnade.plumbing.readonly.ReadOnlyOnGet")

    assert settings.MIDDLEWARE[place + 1 :] == []


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_that_writes_is_caught(method):
    with pytest.raises(WroteWhileReading), transaction.atomic():
        ReadOnlyOnGet(_writes)(getattr(RequestFactory(), method)("/en/offers/"))

    assert not ContentType.objects.filter(app_label="guard").exists()


@pytest.mark.django_db
def test_a_form_that_was_sent_may_write():
    ReadOnlyOnGet(_writes)(RequestFactory().post("/en/offers/"))

    assert ContentType.objects.filter(app_label="guard").count() == 1


@pytest.mark.django_db
def test_a_page_may_read():
    assert ReadOnlyOnGet(_reads)(RequestFactory().get("/en/offers/")).status_code == 200


def _writes(request):
    ContentType.objects.create(app_label="guard", model="guard")
    return HttpResponse()


def _reads(request):
    ContentType.objects.filter(app_label="guard").exists()
    return HttpResponse()
