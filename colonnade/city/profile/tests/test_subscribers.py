"""What the modules below are told of a city."""

import uuid

import pytest
from django.utils import translation

from colonnade.city.profile.subscribers import cities
from colonnade.city.profile.tests.factories import make_city
from colonnade.people.vocabulary import Scope, ScopeFacts

pytestmark = pytest.mark.django_db


def test_cities_are_named_in_the_reader_s_language():
    city = make_city(names={"en": "Dawn", "fr": "Aube"})

    with translation.override("fr"):
        named = cities([city.uuid])

    assert named == {city.uuid: ScopeFacts(kind=Scope.CITY, name="Aube", url=f"/fr/cities/{city.slug}/")}


def test_what_is_no_city_is_left_to_others():
    make_city()

    assert cities([uuid.uuid4()]) == {}
    assert cities([]) == {}


def test_many_cities_take_one_query(django_assert_num_queries):
    known = {make_city(name).uuid for name in ("one", "two", "three")}

    with django_assert_num_queries(1):
        assert set(cities(iter(known))) == known
