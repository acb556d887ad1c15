"""Files that appear together or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from filmroom.batch.output import Staging

if TYPE_CHECKING:
    from pathlib import Path


def test_files_appear_when_all_are_complete(tmp_path: Path) -> None:
    with Staging.beside(tmp_path) as staging:
        staging.file(tmp_path / "a").write_bytes(b"1")
        staging.file(tmp_path / "b").write_bytes(b"2")
        before = sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("."))
        staging.commit()

    assert before == []
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"1", "b": b"2"}


def test_an_interrupted_run_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")

    with pytest.raises(KeyboardInterrupt):
        _write_and_be_interrupted(tmp_path)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


def _write_and_be_interrupted(folder: Path) -> None:
    with Staging.beside(folder) as staging:
        staging.file(folder / "a").write_bytes(b"new")
        raise KeyboardInterrupt
