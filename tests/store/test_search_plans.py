"""The usual searches walk indexes: no table is read from end to end, and what is in order already is not sorted."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from benchmarks.filling import fill
from benchmarks.synthetic import (
    ROOT,
    accession_number,
    medical_record_number,
    patient_id,
    resources,
    study_uid,
)
from sqlalchemy import event

from filmroom.store.database import Database, open_database
from filmroom.store.history import find_history
from filmroom.store.index_rows import index_rows
from filmroom.store.search import find_matches
from query.asking import ask

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

_STUDIES = 3_000
_USUAL = {
    "by patient": (f"patient=Patient/{patient_id(0)}",),
    "by identifier": (f"identifier=urn:dicom:uid|urn:oid:{study_uid(17)}",),
    "by accession number": (f"identifier={accession_number(17)}",),
    "by modality in a range of dates": ("modality=CT", "started=ge2019-03", "_sort=-started"),
    "by modality and system in a month": (
        "modality=http://dicom.nema.org/resources/ontology/DCM|CT",
        "started=2019-03",
    ),
    "by instance": (f"instance={ROOT}.3.17.1.1",),
    "by the patient's identifier": (f"patient.identifier={medical_record_number(3)}",),
    "everything": (),
    "everything, the first first": ("_sort=started",),
    "the last changed first": ("_sort=-_lastUpdated",),
    "changed since": ("_lastUpdated=ge2025-06-15T15:06:42Z", "_sort=_lastUpdated"),
    "by patient, modality and status": (f"patient={patient_id(0)}", "modality=CT", "status=available"),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    if request.param == "sqlite":
        yield from _filled(f"sqlite:///{tmp_path_factory.mktemp('plans')}/filmroom.db")
        return
    from databases import new_postgres_database

    with new_postgres_database(request.getfixturevalue("postgres")) as url:
        yield from _filled(url)


def _filled(url: str) -> Iterator[Database]:
    fill(url, _STUDIES)
    opened = open_database(url)
    yield opened
    opened.dispose()


@contextmanager
def _noted(connection: Connection, statements: list[tuple[str, Any]]) -> Iterator[None]:
    """Note the statements that are executed, with their parameters."""

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        if statement != "BEGIN":
            statements.append((statement, values))

    event.listen(connection, "before_cursor_execute", note)
    yield
    event.remove(connection, "before_cursor_execute", note)


def _executed(connection: Connection, parameters: tuple[str, ...], pages: int = 2) -> list[tuple[str, Any]]:
    """Search, page after page, and return the statements with their parameters."""
    statements: list[tuple[str, Any]] = []
    search = ask("ImagingStudy", *parameters, "_count=5")
    with _noted(connection, statements):
        for _ in range(pages):
            page = find_matches(connection, search)
            assert page.resources
            if page.next is None:
                break
            search = msgspec.structs.replace(search, cursor=page.next)
    return statements


def _plan(connection: Connection, is_sqlite: bool, statement: str, values: Any) -> list[str]:
    words = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
    return [str(row[-1]) for row in connection.exec_driver_sql(words + statement, values)]


@pytest.mark.parametrize("parameters", _USUAL.values(), ids=_USUAL)
def test_usual_searches_walk_indexes(filled: Database, parameters: tuple[str, ...]) -> None:
    with filled.read() as connection:
        plans = {
            statement: _plan(connection, filled.is_sqlite, statement, values)
            for statement, values in _executed(connection, parameters)
        }
    costly = {statement: lines for statement, lines in plans.items() if any(map(_is_costly, lines))}
    # what a chain leads through is few, and made distinct
    assert {statement: lines for statement, lines in costly.items() if "AS found" not in statement} == {}
    assert len(plans) <= 7


def _is_costly(line: str) -> bool:
    return bool(
        re.match(r"SCAN (?!together|keyed|few|found|matching|wide|\(subquery|anon|CONSTANT)", line)
        or "TEMP B-TREE FOR ORDER BY" in line
        or re.search(r"Seq Scan|\bSort\b|Hash Join|HashAggregate", line)
    )


@pytest.mark.parametrize("resource_type", ["ImagingStudy", "Patient", None])
def test_histories_walk_indexes(filled: Database, resource_type: str | None) -> None:
    statements: list[tuple[str, Any]] = []
    with filled.read() as connection:
        with _noted(connection, statements):
            first = find_history(connection, resource_type, None, count=5)
            find_history(connection, resource_type, None, count=5, cursor=first.next)
        lines = [line for one in statements for line in _plan(connection, filled.is_sqlite, *one)]
    assert [line for line in lines if re.search(r"SCAN (resource|version)|Seq Scan on resource", line)] == []


@pytest.mark.parametrize("parameters", _USUAL.values(), ids=_USUAL)
def test_other_values_use_the_statements_that_were_compiled(filled: Database, parameters: tuple[str, ...]) -> None:
    with filled.read() as connection:
        first = _executed(connection, parameters, pages=1)
        cache: Any = filled.engine._compiled_cache
        before = len(cache)
        others = tuple(part.replace("17", "18").replace("2019-03", "2018-07") for part in parameters)
        again = _executed(connection, others, pages=1)
        assert len(cache) == before
    assert [_shape(statement) for statement, _ in first] == [_shape(statement) for statement, _ in again]


def _shape(statement: str) -> str:
    """Leave out how many resources are fetched."""
    return statement.partition("resource.rid IN")[0]


def test_synthetic_rows_are_those_that_would_be_written() -> None:
    for made in (one for number, one in enumerate(resources(400)) if number % 7 == 0):
        content = made.resource[-1]
        rows = index_rows(msgspec.json.decode(content))
        assert {(param, value, moment, system) for param, value, moment, _, system in made.terms} == rows.terms
        assert {(param, low, high) for param, low, _, high in made.dates} == rows.dates
        assert {(param, value, exact) for param, value, _, exact in made.strings} == rows.strings
        assert rows.quantities == set()


def test_synthetic_studies_are_of_a_usual_size(tmp_path: Path) -> None:
    sizes = [len(made.resource[-1]) for made in resources(400) if made.resource[1] == "ImagingStudy"]
    assert 1_500 < sum(sizes) / len(sizes) < 4_000
