"""Whether a run can write where it is told to, and overwrites nothing it should not: checked before it begins."""

from __future__ import annotations

import os
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from filmroom.batch.earlier import check_output_folder, is_output_name
from filmroom.batch.report import WRITTEN_BY
from filmroom.dicom.files import STANDARD_INPUT
from filmroom.dicom.shown import shown_name
from filmroom.errors import UsageError

if TYPE_CHECKING:
    from filmroom.batch.job import IndexJob

__all__ = ["check_paths"]

# How what an earlier run wrote begins: that may be written again even where the inputs are.
_STARTS = {
    "bundle": b'{"resourceType":"Bundle"',
    "facts": b"PAR1",
    "report": f'{{\n  "written_by": "{WRITTEN_BY}"'.encode(),
}


def check_paths(job: IndexJob) -> None:
    """Check every path that a job names, without changing anything.

    Raises:
        UsageError: an input is not there; an output is an input, or another output, or cannot be written.
    """
    inputs = [Path(path) for path in job.paths if os.fspath(path) != STANDARD_INPUT]
    for path in inputs:
        _check_input(path)
    if job.output is not None:
        _check_folder(job.output)
    for name, target in job.files.items():
        try:
            _check_file(name, target, job.output)
            _check_overwriting(name, target, inputs)
        except OSError as error:
            raise _error(name, target, f"cannot be written to: {error.strerror}") from error
    for (name, target), (other_name, other) in combinations(job.files.items(), 2):
        if _is_same(target, other):
            raise _error(name, target, f"is also the {other_name}; expected a file for each")


def _check_input(path: Path) -> None:
    try:
        path.stat()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise UsageError(f"{shown_name(str(path))}: cannot be read: {reason}") from error


def _check_folder(output: Path) -> None:
    if not output.exists():
        return
    if not output.is_dir():
        raise _error("output", output, "is a file; expected a folder")
    try:
        check_output_folder(output)
    except OSError as error:
        raise _error("output", output, f"cannot be read: {error.strerror}") from error


def _check_file(name: str, target: Path, output: Path | None) -> None:
    if target.is_dir():
        raise _error(name, target, "is a folder; expected a file")
    if target.exists() and not target.is_file():
        raise _error(name, target, "is neither a file nor a new one")
    parent = target.parent.resolve()
    made = output.resolve() if output is not None else None
    if not parent.is_dir() and (made is None or parent not in (made, *made.parents)):
        raise _error(name, target, "the folder in which it is to stand is not there")
    if parent == made and is_output_name(target.name):
        raise _error(name, target, "is where a file of the output folder will stand; expected another name")


def _check_overwriting(name: str, target: Path, inputs: list[Path]) -> None:
    if not target.exists():
        return
    real = target.resolve()
    for path in inputs:
        if _is_same(target, path):
            raise _error(name, target, "is an input, and would be overwritten")
        if path.is_dir() and real.is_relative_to(path.resolve()) and not _is_of_earlier_run(name, real):
            raise _error(name, target, "is among the inputs, and would be overwritten")


def _is_of_earlier_run(name: str, target: Path) -> bool:
    with target.open("rb") as file:
        return file.read(len(_STARTS[name])) == _STARTS[name]


def _is_same(one: Path, other: Path) -> bool:
    if one.resolve() == other.resolve():
        return True
    return one.exists() and other.exists() and one.samefile(other)


def _error(name: str, target: Path, what: str) -> UsageError:
    return UsageError(f"{name} {shown_name(str(target))}: {what}")
