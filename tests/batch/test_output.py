"""Files that appear together or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from filmroom.batch.output import Staging
from filmroom.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


def _visible(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def _stage(staging: Staging, contents: Mapping[Path, bytes]) -> None:
    for target, content in contents.items():
        with staging.writing(target) as path:
            path.write_bytes(content)


def test_files_appear_when_all_are_complete(tmp_path: Path) -> None:
    with Staging.beside(tmp_path) as staging:
        _stage(staging, {tmp_path / "a": b"1", tmp_path / "b": b"2"})
        before = _visible(tmp_path)
        staging.commit()

    assert before == {}
    assert _visible(tmp_path) == {"a": b"1", "b": b"2"}
    assert len(list(tmp_path.iterdir())) == 2


def test_an_interrupted_run_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")

    with pytest.raises(KeyboardInterrupt):
        _write_and_be_interrupted(tmp_path / "a")

    assert _visible(tmp_path) == {"a": b"old"}
    assert len(list(tmp_path.iterdir())) == 1


def _write_and_be_interrupted(target: Path) -> None:
    with Staging.beside(target.parent) as staging:
        _stage(staging, {target: b"new"})
        raise KeyboardInterrupt


def test_when_one_file_cannot_be_put_into_place_all_are_as_they_were(tmp_path: Path) -> None:
    output, aside = tmp_path / "out", tmp_path / "aside"
    output.mkdir()
    aside.mkdir()
    (output / "a").write_bytes(b"old")
    (output / "stale").write_bytes(b"stale")
    with Staging.beside(output, [aside / "bundle"]) as staging:
        _stage(staging, {output / "a": b"new", output / "b": b"new", aside / "bundle": b"new"})
        staging.remove([output / "stale"])
        (aside / "bundle").mkdir()  # meanwhile
        with pytest.raises(UsageError, match=rf"^{aside}/bundle: cannot be written to: Is a directory$"):
            staging.commit()

    assert _visible(output) == {"a": b"old", "stale": b"stale"}
    assert sorted(path.name for path in tmp_path.rglob(".*")) == []


def test_when_an_old_file_cannot_be_removed_all_are_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "stale").write_bytes(b"stale")

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(1, "Operation not permitted")

    with Staging.beside(tmp_path) as staging:
        _stage(staging, {tmp_path / "a": b"new"})
        staging.remove([tmp_path / "stale"])
        monkeypatch.setattr(Path, "unlink", refuse)
        with pytest.raises(UsageError, match="stale: cannot be written to"):
            staging.commit()
        monkeypatch.undo()

    assert _visible(tmp_path) == {"a": b"old", "stale": b"stale"}


def test_everything_is_synced_before_it_is_renamed_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def told_fsync(descriptor: int) -> None:
        told.append(f"sync {Path(f'/proc/self/fd/{descriptor}').resolve().name}")
        fsync(descriptor)

    def told_replace(path: Path, target: Path) -> Path:
        told.append(f"rename {target.name}")
        return replace(path, target)

    with Staging.beside(tmp_path) as staging:
        monkeypatch.setattr(os, "fsync", told_fsync)
        monkeypatch.setattr(Path, "replace", told_replace)
        _stage(staging, {tmp_path / "a": b"1", tmp_path / "b": b"2"})
        staging.commit()

    assert told == ["sync 0001.staged", "sync 0002.staged", "rename a", "rename b", f"sync {tmp_path.name}"]


def test_on_a_file_system_without_links_what_was_there_is_copied_to_bring_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "a").write_bytes(b"old")
    with Staging.beside(tmp_path) as staging:
        _stage(staging, {tmp_path / "a": b"new", tmp_path / "b": b"new"})
        (tmp_path / "b").mkdir()
        with pytest.raises(UsageError, match="b: cannot be written to"):
            staging.commit()

    assert _visible(tmp_path) == {"a": b"old"}


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real" / "file")
    with Staging.beside(None, [tmp_path / "link"]) as staging:
        _stage(staging, {tmp_path / "link": b"new"})
        staging.commit()

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "file").read_bytes() == b"new"


def test_a_new_file_has_the_rights_that_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    with Staging.beside(tmp_path) as staging:
        _stage(staging, {tmp_path / "a": b"1"})
        staging.commit()

    assert (tmp_path / "a").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_an_output_folder_is_made_and_taken_away_again_when_nothing_comes_of_it(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Staging.beside(tmp_path / "a" / "b"):
        raise KeyboardInterrupt

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_named_as_the_user_named_it() -> None:
    with pytest.raises(UsageError, match=r"^/proc/bundle\.json: cannot be written to: "):
        Staging.beside(None, [Path("/proc/bundle.json")]).__enter__()
