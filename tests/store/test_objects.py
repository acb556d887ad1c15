"""What every store of objects does: in a folder, in memory, and in S3."""

from __future__ import annotations

import hashlib
import io
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmroom.errors import ObjectMissingError
from filmroom.store.object_bucket import BucketObjects
from filmroom.store.objects import ObjectStore, hash_of, key_of, key_of_name, object_name
from filmroom.store.open_objects import open_objects
from store.buckets import new_bucket, s3_options, s3_server

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTENT = bytes(range(256)) * 200
_KEY = hashlib.sha256(_CONTENT).hexdigest()
_ABSENT = "0" * 64


@dataclass(frozen=True)
class Place:
    """A store, and what a test has to reach behind its back."""

    objects: ObjectStore
    arriving: Path

    def put(self, name: str, content: bytes) -> None:
        """Write behind the back of the store."""
        if isinstance(self.objects, BucketObjects):
            obstore.put(self.objects._bucket, name, content)
        else:
            (self.arriving.parent / name).write_bytes(content)

    def left_over(self) -> list[str]:
        return [path.name for path in self.arriving.iterdir()]


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    with s3_server() as server:
        yield server


@pytest.fixture(params=["folder", "memory", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    spool = tmp_path / "spool"
    if request.param == "folder":
        return Place(open_objects(str(tmp_path / "objects"), spool=spool), tmp_path / "objects/incoming")
    if request.param == "memory":
        return Place(open_objects("memory://", spool=spool), spool)
    server: str = request.getfixturevalue("s3")
    return Place(open_objects(new_bucket(server), spool=spool, options=s3_options(server)), spool)


@pytest.fixture
def objects(place: Place) -> ObjectStore:
    return place.objects


def test_an_object_that_arrives_in_pieces_is_kept(place: Place) -> None:
    objects = place.objects

    with objects.incoming() as arriving:
        for first in range(0, len(_CONTENT), 1000):
            arriving.write(_CONTENT[first : first + 1000])
        seen_before = arriving.path.read_bytes()
        objects.keep([arriving])

    assert seen_before == _CONTENT
    assert (arriving.key, arriving.size_bytes) == (_KEY, len(_CONTENT))
    assert list(objects.keys()) == [_KEY]
    assert objects.size(_KEY) == len(_CONTENT)
    assert b"".join(objects.chunks(_KEY)) == _CONTENT
    assert objects.verify(_KEY)
    assert place.left_over() == []


def test_bytes_of_any_buffer_can_be_written(objects: ObjectStore) -> None:
    with objects.incoming() as arriving:
        arriving.write(bytearray(b"ab"))
        arriving.write(memoryview(b"cdef")[::1].cast("H"))
        arriving.write(b"")
        objects.keep([arriving])

    assert objects.read(key_of(b"abcdef"), 0, 100) == b"abcdef"


def test_objects_in_memory_are_kept_and_their_keys_come_in_order(place: Place) -> None:
    contents = [b"%d" % number for number in range(150)]

    keys = place.objects.keep_bytes(contents)

    assert keys == [hashlib.sha256(content).hexdigest() for content in contents]
    assert sorted(place.objects.keys()) == sorted(keys)
    assert [place.objects.read(key, 0, 9) for key in keys[:3]] == contents[:3]
    assert place.left_over() == []


def test_an_object_in_a_folder_can_be_read_as_a_file_and_one_in_a_bucket_cannot(objects: ObjectStore) -> None:
    objects.keep_bytes([_CONTENT])

    path = objects.local_path(_KEY)

    assert (path is None) == isinstance(objects, BucketObjects)
    assert path is None or path.read_bytes() == _CONTENT


def test_the_same_bytes_are_kept_once(place: Place) -> None:
    with place.objects.incoming() as first, place.objects.incoming() as second, place.objects.incoming() as third:
        for one in (first, second, third):
            one.write(_CONTENT)
        place.objects.keep([first, second])
        place.objects.keep([third])

    assert place.objects.keep_bytes([_CONTENT, _CONTENT]) == [_KEY, _KEY]
    assert list(place.objects.keys()) == [_KEY]
    assert place.objects.verify(_KEY)
    assert place.left_over() == []


def test_an_empty_batch_and_an_empty_object_are_kept(objects: ObjectStore) -> None:
    objects.keep([])

    assert objects.keep_bytes([]) == []
    [key] = objects.keep_bytes([b""])
    assert (objects.size(key), b"".join(objects.chunks(key)), objects.read(key, 0, 5)) == (0, b"", b"")
    assert objects.verify(key)


def test_an_object_of_several_parts_is_kept_and_read_back(objects: ObjectStore) -> None:
    content = os.urandom(1 << 20) * 12

    with objects.incoming() as arriving:
        arriving.write(content)
        objects.keep([arriving])
    [other] = objects.keep_bytes([content + b"."])

    assert objects.size(arriving.key) == len(content)
    assert objects.verify(arriving.key)
    assert objects.verify(other)


def test_an_object_that_is_not_kept_leaves_nothing(place: Place) -> None:
    with place.objects.incoming() as arriving:
        arriving.write(_CONTENT)

    assert list(place.objects.keys()) == []
    assert place.left_over() == []


@pytest.mark.parametrize(("start", "length"), [(0, 10), (5, 0), (100, 51_100), (51_190, 100), (51_200, 1), (99_999, 5)])
def test_any_bytes_of_an_object_can_be_read(objects: ObjectStore, start: int, length: int) -> None:
    objects.keep_bytes([_CONTENT])

    assert objects.read(_KEY, start, length) == _CONTENT[start : start + length]


def test_an_object_can_be_opened_and_read_from_any_position(objects: ObjectStore) -> None:
    objects.keep_bytes([_CONTENT])

    with objects.open(_KEY) as file:
        assert file.read(300) == _CONTENT[:300]
        assert file.seek(50_000) == 50_000
        assert file.read(10) == _CONTENT[50_000:50_010]
        assert file.seek(-10, io.SEEK_CUR) == 50_000
        assert file.seek(-5, io.SEEK_END) == 51_195
        assert file.read() == _CONTENT[-5:]
        assert file.read(1) == b""
        file.seek(0)
        assert file.read() == _CONTENT


@pytest.mark.parametrize("key", [_ABSENT, "../../etc/passwd", "", _KEY.upper(), f"{_KEY}\n", "é" * 64])
def test_what_is_not_there_is_missing(objects: ObjectStore, key: str) -> None:
    with pytest.raises(ObjectMissingError):
        objects.open(key)
    with pytest.raises(ObjectMissingError):
        objects.read(key, 0, 1)
    with pytest.raises(ObjectMissingError):
        next(objects.chunks(key))
    with pytest.raises(ObjectMissingError):
        objects.verify(key)
    if not isinstance(objects, BucketObjects):
        with pytest.raises(ObjectMissingError):
            objects.local_path(key)
    assert objects.size(key) is None


def test_deleted_objects_are_gone_and_missing_ones_are_passed_over(objects: ObjectStore) -> None:
    first, second, third = objects.keep_bytes([b"1", b"2", b"3"])

    objects.delete([_ABSENT, first, "../incoming", third])
    objects.delete([])

    assert list(objects.keys()) == [second]
    assert (objects.size(first), objects.size(third)) == (None, None)


def test_what_is_not_ours_is_no_key(place: Place) -> None:
    [key] = place.objects.keep_bytes([b"1"])
    for name in (f"{key[0]}/notes.txt", f"{key[0]}/{_ABSENT[:-1]}.dcm", f"f/{_ABSENT}.dcm", "readme.txt"):
        place.put(name, b"1")

    assert list(place.objects.keys()) == [key]


def test_an_object_of_the_wrong_size_is_replaced_when_it_comes_again(place: Place) -> None:
    place.objects.keep_bytes([_CONTENT])
    place.put(object_name(_KEY), _CONTENT[:100])
    before = place.objects.verify(_KEY)

    place.objects.keep_bytes([_CONTENT])

    assert (before, place.objects.verify(_KEY)) == (False, True)


def test_one_changed_byte_shows(place: Place) -> None:
    place.objects.keep_bytes([_CONTENT])

    place.put(object_name(_KEY), _CONTENT[:-1] + b"!")

    assert place.objects.size(_KEY) == len(_CONTENT)
    assert not place.objects.verify(_KEY)


def test_sweeping_removes_what_was_left_long_ago(place: Place) -> None:
    with place.objects.incoming() as old, place.objects.incoming() as new:
        os.utime(old.path, (1_000_000, 1_000_000))
        (place.arriving / "notes.txt").touch()
        os.utime(place.arriving / "notes.txt", (1_000_000, 1_000_000))

        assert place.objects.sweep(3600) == 1

        assert sorted(place.left_over()) == sorted([new.path.name, "notes.txt"])


def test_a_place_that_answers_is_reachable(objects: ObjectStore) -> None:
    objects.check_reachable()


def test_threads_may_keep_the_same_object_at_once(place: Place) -> None:
    batches = [[_CONTENT, b"%d" % number] for number in range(4)] * 4

    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(place.objects.keep_bytes, batches))

    assert keys == [[key_of(content) for content in batch] for batch in batches]
    found = sorted(place.objects.keys())
    assert found == sorted({key for batch in keys for key in batch})
    assert [key for key in found if not place.objects.verify(key)] == []
    assert place.left_over() == []


@given(st.binary())
def test_a_name_tells_its_key(content: bytes) -> None:
    key = key_of(content)

    assert key_of_name(object_name(key)) == key
    assert hash_of([content[:3], content[3:]]) == key


@given(st.text(alphabet="0123456789abcdefABCDEF/.dcm", max_size=80))
def test_only_names_of_objects_tell_keys(name: str) -> None:
    key = key_of_name(name)

    assert key is None or object_name(key) == name
