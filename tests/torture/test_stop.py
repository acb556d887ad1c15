"""SIGTERM while clients write: the server ends in time, in order, and with nothing lost."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from torture.looking import check_archive
from torture.processes import Importer, Served, family_of, pause, wait_until_gone
from torture.scale import IS_LONG, new_random, report
from torture.writing import Writer

if TYPE_CHECKING:
    from pathlib import Path

_STOPS = 20 if IS_LONG else 2
_STOP_SECONDS = 10.0


def test_a_server_that_is_told_to_stop_under_load_ends_within_ten_seconds_and_loses_nothing(tmp_path: Path) -> None:
    random, data = new_random("stop"), tmp_path / "data"
    took: list[float] = []
    instances: dict[str, str] = {}
    written = 0
    for turn in range(_STOPS):
        served = Served.start(data)
        served.wait_until_ready()
        family = family_of(served.process)
        writers = [Writer(served.port, f"w{turn}-{number}") for number in range(4)]
        importer = Importer(data, [(f"1.2.{turn + 3}", number * 16, 16) for number in range(20)])
        for writer in writers:
            writer.start()
        pause(random.uniform(0.5, 2.0))

        began = time.monotonic()
        served.process.terminate()
        status = served.process.wait(_STOP_SECONDS * 2)
        took.append(time.monotonic() - began)

        assert status == 0, served.log.read_text(encoding="utf-8")
        assert wait_until_gone(family, 0.5) == []
        assert importer.process.wait(60) == 0
        instances |= importer.acknowledged()
        for writer in writers:
            writer.join()
        again = Served.start(data)
        again.wait_until_ready()
        for writer in writers:
            assert writer.versions
            writer.check(again)
            written += len(writer.versions)
        again.kill_group()
        check_archive(data, instances)

    report(f"{_STOPS} stops, {max(took):.2f} s at most; {written} writes and {len(instances)} instances kept")
    assert max(took) < _STOP_SECONDS
