"""Objects in a folder: synced before they are promised, and never promised when something failed."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from filmroom.errors import FilmroomError, StorageFullError, StorageUnavailableError
from filmroom.store.object_folder import FolderObjects
from filmroom.store.objects import SHELVES, key_of

if TYPE_CHECKING:
    from collections.abc import Callable

_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and modes of POSIX")


@pytest.fixture
def objects(tmp_path: Path) -> FolderObjects:
    return FolderObjects(tmp_path / "objects")


def _left_over(objects: FolderObjects) -> list[str]:
    return [path.name for path in (objects.folder / "incoming").iterdir()]


def _run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)


def _failing(call: Callable[..., int | None], code: int, *, folders: bool) -> Callable[..., int | None]:
    """Return a system call that fails on folders, or on files."""

    def fail(descriptor: int, *arguments: object) -> int | None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode) == folders:
            raise OSError(code, os.strerror(code))
        return call(descriptor, *arguments)

    return fail


def test_objects_stand_in_sixteen_folders(objects: FolderObjects) -> None:
    [key] = objects.keep_bytes([b"1"])

    assert sorted(path.name for path in objects.folder.iterdir()) == sorted(["incoming", *SHELVES])
    assert objects.local_path(key) == objects.folder / key[0] / f"{key}.dcm"


def test_opening_a_folder_again_finds_what_is_there(objects: FolderObjects) -> None:
    keys = objects.keep_bytes([b"1", b"2"])

    assert sorted(FolderObjects(objects.folder).keys()) == sorted(keys)


@_POSIX
def test_folders_and_files_are_closed_to_other_users(objects: FolderObjects) -> None:
    objects.keep_bytes([b"1"])
    with objects.incoming() as arriving:
        modes = {stat.S_IMODE(path.stat().st_mode) for path in objects.folder.rglob("*") if path.is_dir()}
        files = {stat.S_IMODE(path.stat().st_mode) for path in objects.folder.rglob("*") if path.is_file()}

        assert arriving.path.is_file()
    assert (modes, files, stat.S_IMODE(objects.folder.stat().st_mode)) == ({0o700}, {0o600}, 0o700)


def test_files_are_synced_then_renamed_then_their_folders_synced(
    objects: FolderObjects, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = [b"1", b"2", b"3"]
    events: list[tuple[str, str]] = []
    sync, replace = os.fsync, Path.replace

    def seen_sync(descriptor: int) -> None:
        found = os.fstat(descriptor)
        [name] = [path.name for path in objects.folder.rglob("*") if path.stat().st_ino == found.st_ino]
        events.append(("sync", name))
        sync(descriptor)

    def seen_replace(path: Path, target: Path) -> Path:
        events.append(("rename", target.name))
        events.append(("from", path.name))
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", seen_sync)
    monkeypatch.setattr(Path, "replace", seen_replace)

    keys = objects.keep_bytes(contents)

    parts = [name for what, name in events if what == "from"]
    renames = [
        event for key, part in zip(keys, parts, strict=True) for event in (("rename", f"{key}.dcm"), ("from", part))
    ]
    shelves = sorted({key[0] for key in keys})
    assert events == [("sync", part) for part in parts] + renames + [("sync", shelf) for shelf in shelves]


def test_an_object_that_is_there_has_its_folder_synced_again(
    objects: FolderObjects, monkeypatch: pytest.MonkeyPatch
) -> None:
    [key] = objects.keep_bytes([b"1"])
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))

    objects.keep_bytes([b"1"])

    assert synced == [(objects.folder / key[0]).stat().st_ino]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_told_and_nothing_is_left(
    objects: FolderObjects, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(os, "write", _failing(os.write, code, folders=False))

    with objects.incoming() as arriving, pytest.raises(StorageFullError) as told:
        arriving.write(b"123")

    assert (told.value.http_status, told.value.dimse_status) == (507, 0xA700)
    assert (list(objects.keys()), _left_over(objects)) == ([], [])


def test_a_disk_that_is_full_for_a_new_file_is_told(objects: FolderObjects, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: object, flags: int, mode: int = 0o777) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "open", full)

    with pytest.raises(StorageFullError):
        objects.incoming()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_turns_out_full_when_synced_is_told(
    objects: FolderObjects, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(os, "fsync", _failing(os.fsync, code, folders=False))

    with pytest.raises(StorageFullError):
        objects.keep_bytes([b"1", b"2"])

    assert (list(objects.keys()), _left_over(objects)) == ([], [])


def test_writing_goes_on_where_the_system_stopped(objects: FolderObjects, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: write(descriptor, content[:3]))

    [key] = objects.keep_bytes([b"0123456789"])

    assert objects.read(key, 0, 100) == b"0123456789"


@_POSIX
def test_a_file_that_may_not_grow_is_told_and_nothing_is_left(objects: FolderObjects) -> None:
    program = """if True:
        import resource, sys
        from pathlib import Path
        from filmroom.errors import StorageFullError
        from filmroom.store.object_folder import FolderObjects
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        objects = FolderObjects(Path(sys.argv[1]))
        for content in (bytes(100_001), bytes(100_000)):
            try:
                print(len(objects.keep_bytes([b"small", content])))
            except StorageFullError as error:
                print(error)
    """

    done = _run(program, objects.folder)

    assert done.stdout.splitlines() == ["writing an object: File too large", "2"]
    assert sorted(objects.keys()) == sorted([key_of(b"small"), key_of(bytes(100_000))])
    assert _left_over(objects) == []


def test_a_file_that_failed_to_sync_is_thrown_away(objects: FolderObjects, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _failing(os.fsync, errno.EIO, folders=False))

        with objects.incoming() as arriving:
            arriving.write(b"1")
            with pytest.raises(StorageUnavailableError, match="keeping objects: Input/output error") as told:
                objects.keep([arriving])
            with pytest.raises(StorageUnavailableError, match="kept or discarded"):
                objects.keep([arriving])

    assert told.value.http_status == 503
    assert (list(objects.keys()), _left_over(objects)) == ([], [])
    assert objects.verify(*objects.keep_bytes([b"1"]))


def test_a_folder_that_failed_to_sync_is_never_a_success(
    objects: FolderObjects, monkeypatch: pytest.MonkeyPatch
) -> None:
    [key] = objects.keep_bytes([b"1"])
    monkeypatch.setattr(os, "fsync", _failing(os.fsync, errno.EIO, folders=True))

    for content in (b"1", b"2"):
        with pytest.raises(StorageUnavailableError):
            objects.keep_bytes([content])
    with pytest.raises(StorageUnavailableError):
        objects.delete([key])
    with pytest.raises(StorageUnavailableError):
        FolderObjects(objects.folder)

    assert _left_over(objects) == []


def test_file_systems_that_sync_no_folders_are_taken_as_they_are(
    objects: FolderObjects, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", _failing(os.fsync, errno.EINVAL, folders=True))

    assert objects.keep_bytes([b"1"]) == [key_of(b"1")]


def test_what_was_kept_or_discarded_takes_no_more_bytes(objects: FolderObjects) -> None:
    with objects.incoming() as kept, objects.incoming() as discarded:
        objects.keep([kept])
        discarded.discard()

        for one in (kept, discarded):
            with pytest.raises(StorageUnavailableError):
                one.write(b"1")

    assert list(objects.keys()) == [key_of(b"")]


def test_a_folder_that_is_gone_is_not_made_anew(objects: FolderObjects) -> None:
    shutil.rmtree(objects.folder)

    for call in (objects.check_reachable, objects.incoming, lambda: list(objects.keys()), lambda: objects.sweep(0)):
        with pytest.raises(StorageUnavailableError):
            call()
    assert not objects.folder.exists()


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "objects").touch()

    with pytest.raises(StorageUnavailableError):
        FolderObjects(tmp_path / "objects")


def test_a_disk_that_cannot_be_read_is_told(objects: FolderObjects, monkeypatch: pytest.MonkeyPatch) -> None:
    [key] = objects.keep_bytes([b"1"])

    def unreadable(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "stat", unreadable)
    monkeypatch.setattr(Path, "open", unreadable)

    calls: list[Callable[[], object]] = [
        lambda: objects.size(key),
        lambda: objects.open(key),
        lambda: objects.verify(key),
    ]
    for call in calls:
        with pytest.raises(StorageUnavailableError, match="reading an object: Input/output error"):
            call()


def test_a_large_object_takes_little_memory(objects: FolderObjects) -> None:
    chunk = bytes(1 << 16)
    tracemalloc.start()
    try:
        with objects.incoming() as arriving:
            for _ in range(1024):
                arriving.write(chunk)
            objects.keep([arriving])
        assert objects.verify(arriving.key)
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert objects.size(arriving.key) == 64 << 20
    assert peak_bytes < 8 << 20


_KEEPING = """if True:
    import random, sys
    from pathlib import Path
    from filmroom.store.object_folder import FolderObjects
    objects, seed = FolderObjects(Path(sys.argv[1])), random.Random(int(sys.argv[2]))
    for _ in range(int(sys.argv[3])):
        keys = objects.keep_bytes([seed.randbytes(seed.randrange(200_000)) for _ in range(8)])
        print(*keys, flush=True)
"""


def test_processes_may_keep_the_same_objects_at_once(objects: FolderObjects) -> None:
    command = [sys.executable, "-c", _KEEPING, str(objects.folder), "1", "5"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]

    told = {process.communicate(timeout=60)[0] for process in running}

    assert [process.returncode for process in running] == [0] * 4
    [lines] = told
    assert sorted(objects.keys()) == sorted(lines.split())
    assert [key for key in lines.split() if not objects.verify(key)] == []
    assert _left_over(objects) == []


@_POSIX
@pytest.mark.parametrize("seed", range(4))
def test_a_killed_process_leaves_every_promised_object_and_no_half_one(objects: FolderObjects, seed: int) -> None:
    chance = random.Random(seed)
    command = [sys.executable, "-c", _KEEPING, str(objects.folder), str(seed), "1000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        promised = [running.stdout.readline() for _ in range(chance.randrange(1, 12))]
        for _ in range(chance.randrange(20_000)):  # somewhere in the next batch
            pass
        running.send_signal(signal.SIGKILL)
        promised += [line for line in running.stdout if line.endswith("\n")]

    kept = set(objects.keys())
    assert {key for line in promised for key in line.split()} <= kept
    assert [key for key in kept if not objects.verify(key)] == []
    assert objects.sweep(0) == 0 or _left_over(objects) == []


def test_no_message_names_a_path(objects: FolderObjects, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", _failing(os.write, errno.EIO, folders=False))

    with pytest.raises(FilmroomError) as told:
        objects.keep_bytes([b"1"])

    assert str(told.value) == "writing an object: Input/output error"
