"""The hidden folder of a run, and what becomes of it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from filmroom.batch.workplace import opened_workplace

if TYPE_CHECKING:
    from pathlib import Path

_HOLD = """
import sys
from pathlib import Path
from filmroom.batch.workplace import opened_workplace
with opened_workplace(Path(sys.argv[1])) as folder:
    (folder / "facts").write_bytes(b"patient data")
    print(folder.name, flush=True)
    sys.stdin.read()
"""


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_is_private_and_gone_at_the_end(tmp_path: Path) -> None:
    with opened_workplace(tmp_path) as folder:
        assert folder.parent == tmp_path
        assert folder.stat().st_mode & 0o777 == 0o700

    assert _names(tmp_path) == []


def test_that_of_a_process_that_was_killed_is_removed_by_the_next_and_that_of_a_living_one_is_not(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-c", _HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        name = holder.stdout.readline().strip()
        with opened_workplace(tmp_path) as mine:
            assert _names(tmp_path) == sorted([name, mine.name])
        holder.kill()
        holder.wait()
    assert _names(tmp_path) == [name]

    with opened_workplace(tmp_path) as mine:
        assert _names(tmp_path) == [mine.name]


def test_folders_that_only_have_such_a_name_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "lock").touch()
    (tmp_path / ".filmroom-link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / ".filmroom-mine").mkdir()
    (tmp_path / ".filmroom-file").touch()

    with opened_workplace(tmp_path):
        pass

    assert _names(tmp_path) == [".filmroom-file", ".filmroom-link", ".filmroom-mine", "elsewhere"]
    assert _names(tmp_path / "elsewhere") == ["lock"]


def test_a_folder_that_cannot_be_written_to_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), opened_workplace(tmp_path / "nowhere"):
        pass
