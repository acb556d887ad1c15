"""``index`` from files to NDJSON, and an archive of a million instances."""

from __future__ import annotations

import random
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pydicom

from benchmarks.headers import Instance, ct_file, small_file
from benchmarks.measure import Claim, alternate, program_environment, run_watched
from filmroom.batch.index import IndexJob, index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["measure_indexing", "measure_million"]

_STUDIES = 200
_PER_STUDY = 300


def measure_indexing(folder: Path) -> Iterator[Claim]:
    """Compare one process with a bare pydicom loop, and two processes with one."""
    archive = folder / "archive"
    paths = list(_write_archive(archive))
    part = paths[: _PER_STUDY * 20]

    def one_process() -> None:
        index(IndexJob(paths=tuple(sorted({path.parent for path in part})), output=folder / "one", workers=1))

    def peer() -> None:
        for path in part:
            pydicom.dcmread(path, stop_before_pixels=True)

    mine, theirs = alternate(one_process, peer, rounds=3)
    yield Claim(
        f"index, {len(part):,} files to NDJSON in one process, against a pydicom loop that only reads",
        f"{1e6 * mine / len(part):.0f} µs against {1e6 * theirs / len(part):.0f} µs a file: {theirs / mine:.1f} times",
        "at least 10 times",
        theirs / mine >= 10,
    )
    one, two = alternate(lambda: _command(archive, folder / "w1", 1), lambda: _command(archive, folder / "w2", 2))
    yield Claim(
        f"index of {len(paths):,} files with two workers, against one (whole command)",
        f"{two:.2f} s against {one:.2f} s: {one / two:.2f} times",
        "at least 1.7 times",
        one / two >= 1.7,
    )


def _write_archive(archive: Path) -> Iterator[Path]:
    for study in range(_STUDIES):
        for number in range(_PER_STUDY):
            path = archive / f"{study:03d}" / f"{number:04d}.dcm"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(ct_file(Instance(study, number % 3, number)))
            yield path


def _command(archive: Path, output: Path, workers: int) -> None:
    command = [sys.executable, "-m", "filmroom", "index", str(archive), "-o", str(output), "--workers", str(workers)]
    subprocess.run(command, check=True, capture_output=True, env=program_environment())


def measure_million(folder: Path) -> Iterator[Claim]:
    """Index a million instances of ten thousand studies in shuffled order, and ten thousand of a hundred.

    The rates are without the start of the program, which would flatter the million.
    """
    least, small, large = folder / "least", folder / "small", folder / "large"
    _write_zips(least, studies=1, instances=1)
    _write_zips(small, studies=100, instances=10_000)
    _write_zips(large, studies=10_000, instances=1_000_000)
    start, few = alternate(
        lambda: run_watched(_arguments(least, folder / "one")), lambda: run_watched(_arguments(small, folder / "few"))
    )
    many = run_watched(_arguments(large, folder / "many"))
    rate_few, rate_many = 10_000 / (few - start), 1_000_000 / (many.seconds - start)
    yield Claim(
        "a million instances in 10,000 studies, shuffled: memory of all processes",
        f"{many.peak_bytes / 1e6:.0f} MB in {many.seconds:.0f} s",
        "at most 1 GB",
        many.peak_bytes <= 1e9,
    )
    yield Claim(
        "the same: rate, against that for 10,000 instances in 100 studies, both without the start of the program",
        f"{rate_many:,.0f}/s against {rate_few:,.0f}/s: {rate_many / rate_few:.2f} times as fast",
        "at most 1.5 times slower",
        rate_few / rate_many <= 1.5,
    )


def _arguments(archive: Path, output: Path) -> list[str]:
    return ["-m", "filmroom", "index", str(archive), "-o", str(output), "--workers", "2"]


def _write_zips(folder: Path, *, studies: int, instances: int) -> None:
    """Write archives of a thousand instances each; a zip file spares the file system a million files."""
    folder.mkdir(parents=True)
    each = instances // studies
    order = list(range(instances))
    random.Random(7).shuffle(order)
    for part in range(0, instances, 1000):
        with zipfile.ZipFile(folder / f"{part:07d}.zip", "w") as archive:
            for position in order[part : part + 1000]:
                study, number = divmod(position, each)
                instance = Instance(study, number % 2, number)
                archive.writestr(f"{position:07d}.dcm", small_file(instance))
