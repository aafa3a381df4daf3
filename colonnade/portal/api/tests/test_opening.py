"""The door: caches, other sites, errors, and the description."""

import re

import pytest

from colonnade.portal.api import api, paging, schemas
from colonnade.portal.api.tests.factories import make_city, make_world

pytestmark = pytest.mark.django_db


def test_unchanged_is_said_in_one_word(client):
    make_city()
    first = client.get("/api/v1/cities")

    again = client.get("/api/v1/cities", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    assert first["Cache-Control"] == "public, max-age=60"
    make_city("other")
    assert client.get("/api/v1/cities", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_every_site_may_read(client):
    for response in (
        client.get("/api/v1/cities"),
        client.head("/api/v1/cities"),
        client.options("/api/v1/cities"),
        client.get("/api/v1/x"),
    ):
        assert response["Access-Control-Allow-Origin"] == "*"
    preflight = client.options("/api/v1/cities")
    assert (preflight.status_code, preflight["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")


def test_the_head_alone_is_that_of_the_whole(client):
    make_city()
    whole, head = client.get("/api/v1/cities"), client.head("/api/v1/cities")

    assert head.content == b""
    assert head["ETag"] == whole["ETag"]
    assert head["Content-Length"] == str(len(whole.content))


def test_nobody_writes(client):
    response = client.post("/api/v1/cities", {}, content_type="application/json")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    schemas.ErrorAnswer.model_validate_json(response.content)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("nowhere", 404, "not_found"),
        ("cities/not-a-uuid", 404, "not_found"),
        ("places?city=nowhere", 404, "not_found"),
        ("cities?cursor=%00", 400, "invalid_cursor"),
        ("cities?cursor=WyJ4Il0", 400, "invalid_cursor"),
        ("cities?cursor=W3RydWVd", 400, "invalid_cursor"),
        ("cities?bogus=1", 400, "unknown_parameter"),
        ("opportunities?updated_since=2026-01-01T00:00:00Z&cursor=WyJ4IiwxXQ", 400, "invalid_cursor"),
        ("opportunities?updated_since=2026-01-01T00:00:00Z&cursor=WzFd", 400, "invalid_cursor"),
        ("cities?limit=201", 422, "invalid_parameters"),
        ("cities?limit=0", 422, "invalid_parameters"),
        ("opportunities?block=B1", 422, "invalid_parameters"),
        ("opportunities?from=tomorrow", 422, "invalid_parameters"),
        ("opportunities?updated_since=x", 422, "invalid_parameters"),
        ("sessions?opportunity=x", 422, "invalid_parameters"),
    ],
)
def test_errors_are_told_in_json(client, path, status, code):
    response = client.get(f"/api/v1/{path}")

    error = schemas.ErrorAnswer.model_validate_json(response.content).error
    assert (response.status_code, error.status, error.code) == (status, status, code)
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


def test_an_invalid_parameter_is_named(client):
    (detail,) = client.get("/api/v1/cities?limit=x").json()["error"]["details"]

    assert detail["parameter"] == "limit"


@pytest.mark.parametrize("key", [(7,), (10**15,)])
def test_a_cursor_comes_back_as_it_went(key):
    assert paging.key_of(paging.cursor(*key)) == key[0]


def test_the_description_is_complete(client):
    described = client.get("/api/v1/openapi.json").json()

    assert described["openapi"].startswith("3.")
    assert described["servers"] == [{"url": "http://localhost:8000"}] or described["servers"][0]["url"]
    assert len(described["paths"]) == 13
    for path, methods in described["paths"].items():
        assert list(methods) == ["get"], path
        assert methods["get"]["description"], path
        assert {"200", "404"} <= set(methods["get"]["responses"]) or {"200", "422"} <= set(
            methods["get"]["responses"]
        )
        for parameter in methods["get"].get("parameters", []):
            assert parameter["in"] == "path" or parameter["description"], (path, parameter["name"])


def test_the_description_is_a_page_that_needs_no_script(client):
    page = client.get("/api/v1/docs")
    html = page.content.decode()

    assert page.status_code == 200
    assert "/api/v1/opportunities/{id}" in html
    assert "updated_since" in html
    assert not re.search(
        r"<(?:script|link|img)[^>]+(?:src|href)=\"(?:https?:)?//(?!learn\.example|localhost)", html
    )
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\sstyle=", html)


def test_the_root_leads_to_the_description(client):
    response = client.get("/api/v1/")

    assert (response.status_code, response["Location"]) == (302, "/api/v1/docs")


def test_every_door_is_open():
    patterns = api.urls[0]

    assert len(patterns) >= 15
    assert {pattern.callback.door for pattern in patterns} == {"public"}
    assert not any(pattern.callback.login_required for pattern in patterns)


def test_nobody_needs_a_session(client):
    make_world(1)

    assert not client.get("/api/v1/opportunities").cookies
