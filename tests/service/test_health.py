"""Readiness: both stores answer, or soon it is known that one does not."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, cast

import pytest

from filmroom.errors import StorageUnavailableError
from filmroom.service.health import HealthService
from filmroom.store.database import Database

if TYPE_CHECKING:
    from filmroom.service.archive import Archive
    from filmroom.store.objects import ObjectStore


class _Objects:
    """A store of objects that answers when it is told to, or fails."""

    def __init__(self) -> None:
        self.answers = threading.Event()
        self.failure: Exception | None = None
        self.asked = 0

    def check_reachable(self) -> None:
        self.asked += 1
        if self.failure is not None:
            raise self.failure
        self.answers.wait(30)


@pytest.fixture
def objects() -> _Objects:
    return _Objects()


def _health(database: Database, objects: _Objects, seconds: float) -> HealthService:
    return HealthService(database, cast("ObjectStore", objects), seconds=seconds)


def test_an_archive_whose_stores_answer_is_ready(archive: Archive) -> None:
    assert HealthService(archive.database, archive.objects).is_ready()


def test_without_its_objects_it_is_not_ready_and_recovers(database: Database, objects: _Objects) -> None:
    health = _health(database, objects, 5)
    objects.failure = StorageUnavailableError("away")
    assert not health.is_ready()
    objects.failure = None
    objects.answers.set()
    assert health.is_ready()


def test_without_its_database_it_is_not_ready(tmp_path: object, objects: _Objects) -> None:
    from sqlalchemy import create_engine

    objects.answers.set()
    away = Database(create_engine("postgresql+psycopg://nobody@127.0.0.1:1/none", connect_args={"connect_timeout": 1}))
    assert not _health(away, objects, 5).is_ready()
    away.dispose()


def test_a_store_that_never_answers_is_asked_once_and_not_waited_for(database: Database, objects: _Objects) -> None:
    health = _health(database, objects, 0.05)
    started = time.monotonic()
    assert [health.is_ready() for _ in range(5)] == [False] * 5
    assert time.monotonic() - started < 5
    assert objects.asked == 1
    objects.answers.set()
    patient = _health(database, objects, 5)
    assert patient.is_ready()
