"""Reading never writes, whatever the statement looks like."""

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from colonnade.plumbing.readonly import ReadOnlyOnGet, WroteWhileReading

WRITES = [
    "INSERT INTO audit_entry (verb) VALUES ('x')",
    "  update \"audit_entry\" SET verb = 'x'",
    "DELETE FROM audit_entry",
    "REPLACE INTO audit_entry (verb) VALUES ('x')",
    "INSERT OR IGNORE INTO audit_entry (verb) VALUES ('x')",
    "CREATE TABLE pots (id integer)",
    "DROP TABLE audit_entry",
    "ALTER TABLE audit_entry ADD COLUMN pot integer",
    "/* why */ -- so\n DELETE FROM audit_entry",
    "WITH gone AS (DELETE FROM audit_entry RETURNING id) SELECT * FROM gone",
    "with made as (insert into audit_entry (verb) values ('x') returning id) select * from made",
    "WITH pot AS (SELECT 1) UPDATE \"audit_entry\" SET verb = 'x'",
    "WITH pot AS (SELECT 1)\nINSERT OR REPLACE INTO audit_entry (verb) SELECT 'x' FROM pot",
    "(WITH gone AS (DELETE FROM audit_entry RETURNING id) SELECT * FROM gone)",
]


def run(sql):
    def view(request):
        with connection.cursor() as cursor:
            cursor.execute(sql)
        return HttpResponse()

    return ReadOnlyOnGet(view)


@pytest.mark.django_db
@pytest.mark.parametrize("sql", WRITES)
def test_every_way_of_writing_is_caught(sql):
    with pytest.raises(WroteWhileReading), transaction.atomic():
        run(sql)(RequestFactory().get("/en/"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1",
        "WITH pot AS (SELECT 1 AS updated) SELECT updated, 'set', 'into' FROM pot",
        "WITH RECURSIVE pot (n) AS (SELECT 1 UNION SELECT n + 1 FROM pot WHERE n < 3) SELECT n FROM pot",
        "DELETE FROM django_session WHERE session_key = 'x'",
        "UPDATE \"django_session\" SET session_data = ''",
    ],
)
def test_reading_and_sessions_pass(sql):
    assert run(sql)(RequestFactory().get("/en/")).status_code == 200


@pytest.mark.django_db
def test_files_that_the_site_serves_itself_are_left_alone():
    assert run("DELETE FROM audit_entry")(RequestFactory().get("/static/x.css")).status_code == 200
