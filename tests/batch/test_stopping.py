"""Runs that are interrupted, terminated or killed: real processes, and what is left of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from archive import run, write_study
from filmroom.batch.index import IndexJob, index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_INDEX = """
import sys
from pathlib import Path
from filmroom.batch.index import IndexJob, index
from filmroom.batch.interrupts import Terminated
{before}
try:
    index(IndexJob(paths=(Path(sys.argv[1]),), output=Path(sys.argv[2]), workers={workers}))
except Terminated:
    sys.exit(143)
except KeyboardInterrupt:
    sys.exit(130)
"""

_STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143}

_SLOW = """
import time
import filmroom.batch.reading as reading
def slow(*_):
    time.sleep(60)
reading.ChunkReader.read = slow
"""
"""Keeps every worker busy for longer than any test lasts; copies of the process have it too."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    for study in range(8):
        write_study(folder, f"1.2.{study}", 80)
    return folder


@pytest.fixture
def output(tmp_path: Path, source: Path) -> Path:
    """The output of an earlier run."""
    run(source / "1.2.0", output=tmp_path / "out")
    return tmp_path / "out"


def _start(source: Path, output: Path, *, workers: int, before: str = "") -> subprocess.Popen[str]:
    program = _INDEX.format(workers=workers, before=before)
    command = [sys.executable, "-c", program, str(source), str(output)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)


def _wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        os.sched_yield()


def _content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _workers(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def _busy(process: subprocess.Popen[str], count: int) -> Iterator[psutil.Process]:
    _wait_for(lambda: len(_workers(process)) >= count)
    yield from _workers(process)


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize("number", _STATUS)
def test_a_signal_ends_everything_and_leaves_the_earlier_files(
    source: Path, output: Path, number: signal.Signals, workers: int
) -> None:
    before = _content(output)
    process = _start(source, output, workers=workers, before=_SLOW)
    _wait_for(lambda: any(output.glob(".filmroom-*/lock")))
    children = list(_busy(process, workers)) if workers > 1 else []
    begun = time.monotonic()

    process.send_signal(number)
    _, told = process.communicate(timeout=20)

    assert (process.returncode, told) == (_STATUS[number], "")
    assert time.monotonic() - begun < 10
    assert _content(output) == before
    assert list(output.glob(".filmroom-*")) == []
    assert not any(child.is_running() for child in children)


def test_workers_die_with_a_process_that_is_killed_and_the_next_run_clears_up(source: Path, output: Path) -> None:
    process = _start(source, output, workers=3, before=_SLOW)
    children = list(_busy(process, 3))

    process.kill()
    process.communicate(timeout=20)

    _, alive = psutil.wait_procs(children, timeout=20)
    assert alive == []
    assert len(list(output.glob(".filmroom-*"))) == 1
    run(source / "1.2.0", output=output)
    assert list(output.glob(".filmroom-*")) == []


def test_an_interrupt_of_the_whole_group_says_nothing_of_its_own(source: Path, output: Path) -> None:
    process = _start(source, output, workers=3, before=_SLOW)
    list(_busy(process, 3))

    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it
    _, told = process.communicate(timeout=20)

    assert (process.returncode, told) == (130, "")


@pytest.mark.parametrize("moment", ["after_in_parent", "before"])
def test_an_interrupt_while_workers_are_started_is_not_lost(source: Path, output: Path, moment: str) -> None:
    before = f"import os, signal; os.register_at_fork({moment}=lambda: os.kill(os.getpid(), signal.SIGINT))"
    process = _start(source, output, workers=4, before=before)

    _, told = process.communicate(timeout=20)

    assert (process.returncode, told) == (130, "")
    assert list(output.glob(".filmroom-*")) == []


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("interrupted", ["reading", "settling", "writing"])
def test_in_every_phase_an_interrupt_leaves_the_earlier_files(
    source: Path, output: Path, interrupted: str, workers: int
) -> None:
    before = _content(output)

    def interrupting(phase: str, done: int, total: int | None) -> None:
        if phase == interrupted:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        index(IndexJob(paths=(source,), output=output, workers=workers), interrupting)

    assert _content(output) == before
