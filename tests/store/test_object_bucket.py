"""Objects in a bucket: what is told when it is away, refuses, or holds something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import obstore
import pytest
from obstore.store import MemoryStore

from filmroom.errors import FilmroomError, ObjectDamagedError, StorageUnavailableError
from filmroom.store.object_bucket import BucketObjects
from filmroom.store.objects import key_of
from filmroom.store.open_objects import open_objects
from store.buckets import new_bucket, s3_options, s3_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filmroom.store.objects import ObjectStore

_KEY = key_of(b"1")


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with s3_server() as server:
        yield server


@pytest.fixture
def objects(tmp_path: Path) -> BucketObjects:
    return BucketObjects(MemoryStore(), tmp_path)


@dataclass
class Spy:
    """Stands before one of obstore's functions, notes what it is asked for, and may answer otherwise."""

    call: Callable[..., Any]
    answer: Callable[..., Any] | None = None
    asked: list[tuple[tuple[Any, ...], dict[str, Any]]] = field(default_factory=list)

    def __call__(self, _bucket: object, *arguments: Any, **options: Any) -> Any:
        self.asked.append((arguments, options))
        changed = self.answer(*arguments, **options) if self.answer else None
        return self.call(_bucket, *arguments, **options) if changed is None else changed


def _calls(objects: ObjectStore) -> list[Callable[[], object]]:
    return [
        lambda: objects.keep_bytes([b"1"]),
        lambda: objects.keep_bytes([bytes(6 << 20)]),
        lambda: objects.size(_KEY),
        lambda: objects.open(_KEY),
        lambda: objects.read(_KEY, 0, 1),
        lambda: objects.verify(_KEY),
        lambda: objects.delete([_KEY]),
        lambda: list(objects.keys()),
        objects.check_reachable,
    ]


def test_a_bucket_that_is_away_is_told_by_every_call(tmp_path: Path) -> None:
    nobody = "http://127.0.0.1:9"
    objects = open_objects("s3://bucket", spool=tmp_path, options=s3_options(nobody))

    for call in _calls(objects):
        with pytest.raises(StorageUnavailableError) as told:
            call()
        assert (told.value.http_status, told.value.dimse_status) == (503, 0xA700)
        assert nobody not in str(told.value)


def test_a_batch_for_a_bucket_that_is_away_is_discarded(tmp_path: Path) -> None:
    objects = open_objects("s3://bucket", spool=tmp_path, options=s3_options("http://127.0.0.1:9"))

    with objects.incoming() as first, objects.incoming() as second:
        with pytest.raises(StorageUnavailableError):
            objects.keep([first, second])

        assert list(tmp_path.iterdir()) == []


def test_a_bucket_that_does_not_exist_keeps_nothing(s3: str, tmp_path: Path) -> None:
    objects = open_objects("s3://nowhere", spool=tmp_path, options=s3_options(s3))

    for call in (*_calls(objects)[:2], objects.check_reachable):
        with pytest.raises(StorageUnavailableError):
            call()


@pytest.mark.parametrize("condition", ["etag", "disabled"])
def test_a_place_without_conditional_requests_keeps_objects_too(s3: str, tmp_path: Path, condition: str) -> None:
    options = {**s3_options(s3), "conditional_put": condition}
    objects = open_objects(new_bucket(s3), spool=tmp_path, options=options)

    objects.keep_bytes([b"1", b"2"])
    objects.keep_bytes([b"1"])

    assert sorted(objects.keys()) == sorted([_KEY, key_of(b"2")])
    assert objects.verify(_KEY)


def test_an_object_that_is_there_is_not_sent_again_in_parts(
    objects: BucketObjects, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytes(6 << 20)
    spy = Spy(obstore.put)
    monkeypatch.setattr(obstore, "put", spy)

    objects.keep_bytes([content])
    objects.keep_bytes([content])

    assert len(spy.asked) == 1


def test_an_object_of_another_size_after_the_upload_is_never_a_success(
    objects: BucketObjects, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(obstore, "head", Spy(obstore.head, lambda _: {"size": 7}))

    for content in (b"1", bytes(6 << 20)):
        with pytest.raises(ObjectDamagedError, match=f"expected {len(content)} bytes"):
            objects.keep_bytes([content])


def test_a_spool_file_that_is_gone_is_told(objects: BucketObjects) -> None:
    with objects.incoming() as arriving:
        arriving.write(b"1")
        arriving.path.unlink()

        with pytest.raises(StorageUnavailableError):
            objects.keep([arriving])

    assert list(objects.keys()) == []


def test_what_was_kept_cannot_be_kept_again(objects: BucketObjects) -> None:
    with objects.incoming() as arriving:
        arriving.write(b"1")
        objects.keep([arriving])

        with pytest.raises(StorageUnavailableError):
            objects.keep([arriving])


def test_deleting_goes_on_where_a_place_refuses_all_for_one_that_is_gone(
    objects: BucketObjects, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = objects.keep_bytes([b"1", b"2"])

    def refuse(names: str | list[str]) -> None:
        if isinstance(names, list) or key_of(b"3") in names:
            raise FileNotFoundError

    monkeypatch.setattr(obstore, "delete", Spy(obstore.delete, refuse))

    objects.delete([keys[0], key_of(b"3"), keys[1]])

    assert list(objects.keys()) == []


def test_a_failed_read_is_not_taken_for_the_end(objects: BucketObjects, monkeypatch: pytest.MonkeyPatch) -> None:
    objects.keep_bytes([b"1"])

    def fail(_name: str, **_: int) -> None:
        raise obstore.exceptions.GenericError("https://bucket/?signature=secret")

    monkeypatch.setattr(obstore, "get_range", Spy(obstore.get_range, fail))

    with pytest.raises(FilmroomError) as told:
        objects.read(_KEY, 0, 1)
    assert str(told.value) == "reading an object: the bucket answered with GenericError"
