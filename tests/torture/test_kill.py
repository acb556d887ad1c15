"""Everything is killed at random moments; what was acknowledged is there, and the archive is ready again at once."""

from __future__ import annotations

import os
import signal
from statistics import median
from typing import TYPE_CHECKING

from torture.generated import generated_instance, generated_key, generated_uid
from torture.looking import check_archive, count_instances
from torture.processes import Importer, Served, pause, start_program
from torture.scale import IS_LONG, new_random, report
from torture.writing import Writer

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

_KILLS = 200 if IS_LONG else 6
_KILLS_OF_ONE_ARCHIVE = 10 if IS_LONG else 6
_KILLS_OF_IMPORTS = 40 if IS_LONG else 3
_READY_SECONDS = 20.0  # on a machine that is busy with other tests; what is promised is in the report
_ORDERS, _BATCH = 48, 16
_FILES = 1_000


def _orders(turn: int) -> list[tuple[str, int, int]]:
    """Return the orders of a turn: three turns go into one study, each beginning with what the last may have lost."""
    study, step = f"1.2.{turn // 3 + 3}", turn % 3
    first = max(0, step * _ORDERS - 4)
    return [(study, number * _BATCH, _BATCH) for number in range(first, (step + 1) * _ORDERS)]


class _Ordeal:
    """One archive, and what it has acknowledged."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.ready: list[float] = []
        self.instances: dict[str, str] = {}
        self.writers: list[Writer] = []
        self.versions = 0

    def begin(self) -> Served:
        """Start the server anew, and check that it has what was acknowledged before."""
        served = Served.start(self.data)
        self.ready.append(served.wait_until_ready())
        for writer in self.writers:
            writer.check(served)
            self.versions += len(writer.versions) + sum(writer.transactions.values())
        self.writers = []
        check_archive(self.data, self.instances)
        return served

    def work_until_killed(self, served: Served, turn: int, seconds: float) -> None:
        """Import and write for some seconds after the first acknowledgement, and kill everything."""
        importer = Importer(self.data, _orders(turn), group=served.process.pid)
        self.writers = [Writer(served.port, f"w{turn}-{number}") for number in range(2)]
        for writer in self.writers:
            writer.start()
        importer.wait_until_working()
        pause(seconds)
        self._kill(served, importer)

    def start_until_killed(self, turn: int, seconds: float) -> None:
        """Begin to start and to import, and kill everything; the server may or may not have been ready."""
        served = Served.start(self.data)
        importer = Importer(self.data, _orders(turn), group=served.process.pid)
        pause(seconds)
        self._kill(served, importer)

    def _kill(self, served: Served, importer: Importer) -> None:
        served.kill_group()
        importer.process.wait()
        for writer in self.writers:
            writer.join()
        self.instances.update(importer.acknowledged())


def test_nothing_acknowledged_is_lost_when_everything_is_killed_at_random_moments(tmp_path: Path) -> None:
    random = new_random("kill")
    ready: list[float] = []
    instances = versions = 0
    for number in range(_KILLS // _KILLS_OF_ONE_ARCHIVE):
        folder = tmp_path / str(number)
        folder.mkdir()
        ordeal = _Ordeal(folder)
        for turn in range(_KILLS_OF_ONE_ARCHIVE):
            if turn % 4 == 0:
                ordeal.start_until_killed(turn, random.uniform(0.2, 3.0))
            else:
                served = ordeal.begin()
                ordeal.work_until_killed(served, turn, random.uniform(0, 1.2))
        ordeal.begin().kill_group()
        ready += ordeal.ready
        instances, versions = instances + len(ordeal.instances), versions + ordeal.versions

    report(
        f"{_KILLS} kills, {instances} instances and {versions} writes acknowledged and kept; ready again after "
        f"{median(ready):.2f} s in the median, {max(ready):.2f} s at most, {sum(one > 2 for one in ready)} of "
        f"{len(ready)} starts over 2 s"
    )
    assert instances
    assert versions
    assert max(ready) < _READY_SECONDS


def test_an_import_that_is_killed_again_and_again_ends_with_every_file(tmp_path: Path) -> None:
    random = new_random("import")
    files = tmp_path / "files"
    files.mkdir()
    for number in range(_FILES):
        (files / f"{number}.dcm").write_bytes(generated_instance("1.2.9", number))
    expected = {generated_uid("1.2.9", number): generated_key("1.2.9", number) for number in range(_FILES)}
    kills = archives = cut_off = 0
    while kills < _KILLS_OF_IMPORTS:
        archives += 1
        data = tmp_path / str(archives) / "data"
        data.parent.mkdir()
        is_done = False
        while not is_done:
            process = start_program("filmroom", "import", str(files), f"--data={data}", log=data.parent / "log")
            if kills < _KILLS_OF_IMPORTS:
                if kills % 4:  # else at any moment of its start
                    _wait_for_progress(process, data)
                pause(random.uniform(0, 0.3 if kills % 4 else 1.5))
            else:
                process.wait()
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                kills += 1
            is_done = process.wait() != -signal.SIGKILL
            cut_off += not is_done and _check_journal(data)
        assert process.returncode == 0
        assert check_archive(data, expected) == _FILES

    report(f"{kills} kills of imports into {archives} archives, {cut_off} of them with something acknowledged")


def _noted(data: Path) -> int:
    """Return how many files are noted as done."""
    return sum(path.read_bytes().count(b"\n") for path in (data / "imports").glob("*.journal"))


def _wait_for_progress(process: subprocess.Popen[bytes], data: Path) -> None:
    before = _noted(data)
    while process.poll() is None and _noted(data) == before:
        pause(0.002)


def _check_journal(data: Path) -> bool:
    """Check that what is noted as done is kept; tell whether anything was."""
    noted = _noted(data)
    assert noted <= count_instances(data)
    return noted > 0
