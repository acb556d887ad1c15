"""Reading the facts of one instance from headers of 260 elements."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pydicom

from benchmarks.headers import Instance, ct_file
from benchmarks.measure import Claim, alternate
from filmroom.dicom.dictionary import ROOT_ATTRIBUTES
from filmroom.dicom.reader import HeaderReader
from filmroom.study.extract import FactsExtractor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["measure_reading"]

_KEYWORDS = [row.keyword for row in ROOT_ATTRIBUTES]


def measure_reading(folder: Path) -> Iterator[Claim]:
    """Compare with pydicom reading the same attributes, and with opening a file and reading 8 KB.

    The reader begins without any layout learned; what it learns on the way is part of the figure, and weighs
    most in one short series.
    """
    yield from _measure(folder / "one", "one series of 300", series=1, length=300)
    yield from _measure(folder / "six", "six series of 500", series=6, length=500)


def _measure(folder: Path, name: str, *, series: int, length: int) -> Iterator[Claim]:
    folder.mkdir()
    paths = []
    for number in range(series * length):
        path = folder / f"{number:05d}.dcm"
        path.write_bytes(ct_file(Instance(0, number // length, number % length)))
        paths.append(str(path))

    def ours() -> None:
        reader, extractor = HeaderReader(), FactsExtractor()
        for path in paths:
            extractor.extract(reader.read(path), path)

    def peer() -> None:
        for path in paths:
            pydicom.dcmread(path, stop_before_pixels=True, specific_tags=_KEYWORDS)

    def floor() -> None:
        for path in paths:
            descriptor = os.open(path, os.O_RDONLY)
            os.read(descriptor, 8192)
            os.close(descriptor)

    mine, theirs, least = (1e6 * seconds / len(paths) for seconds in alternate(ours, peer, floor))
    yield Claim(
        f"facts of one instance, 260-element CT headers, {name}, against pydicom's dcmread of the same attributes",
        f"{mine:.1f} µs against {theirs:.0f} µs: {theirs / mine:.1f} times",
        "at least 15 times",
        theirs / mine >= 15,
    )
    yield Claim(
        f"the same, {name}, against opening the file and reading 8 KB",
        f"{mine:.1f} µs against {least:.1f} µs: {mine / least:.1f} times",
        "at most 10 times",
        mine / least <= 10,
    )
