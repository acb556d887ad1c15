"""Searches in process: the time of one page, in archives of different sizes."""

from __future__ import annotations

import random
import statistics
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.synthetic import ROOT, accession_number, medical_record_number, patient_id, study_uid
from filmroom.query.fhir_search import parse_search
from filmroom.store.database import Database, open_database
from filmroom.store.search import find_matches

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

__all__ = ["SEARCHES", "Timing", "measure"]

_NOW = datetime(2026, 3, 1, tzinfo=UTC)


class Timing(NamedTuple):
    """The time of one search in milliseconds: median, and what 99 of 100 stay under; and how many it finds."""

    p50: float
    p99: float
    matches: float


def _month(chance: Random) -> str:
    return f"{chance.randint(2015, 2024)}-{chance.randint(1, 12):02}"


def _patient(chance: Random, studies: int) -> int:
    return int(max(studies // 4, 1) * chance.random() ** 2)


SEARCHES: Mapping[str, Callable[[Random, int], str]] = {
    "patient": lambda chance, studies: f"patient=Patient/{patient_id(_patient(chance, studies))}",
    "patient, busiest": lambda _chance, _studies: f"patient=Patient/{patient_id(0)}",
    "identifier": lambda chance, studies: f"identifier=urn:dicom:uid|urn:oid:{study_uid(chance.randrange(studies))}",
    "accession": lambda chance, studies: f"identifier={accession_number(chance.randrange(studies))}",
    "modality, started, sorted": lambda chance, _: f"modality=CT&started=ge{_month(chance)}&_sort=-started",
    "modality, month, sorted": lambda chance, _: f"modality=PT&started={_month(chance)}&_sort=-started",
    "instance": lambda chance, studies: f"instance={ROOT}.3.{chance.randrange(studies)}.1.1",
    "patient.identifier": lambda chance, studies: (
        f"patient.identifier={medical_record_number(_patient(chance, studies))}"
    ),
    "patient.name": lambda _chance, _studies: "patient.family=keller&modality=PT",
    "nothing": lambda _chance, _studies: "",
    "nothing, upwards": lambda _chance, _studies: "_sort=started",
    "last updated": lambda _chance, _studies: "_sort=-_lastUpdated",
    "last updated, range": lambda _chance, _studies: "_lastUpdated=ge2025-06-15T15:06:45Z&_sort=_lastUpdated",
    "modality, last updated": lambda _chance, _studies: "modality=PT&_sort=-_lastUpdated",
    "patient, modality, status": lambda chance, studies: (
        f"patient={patient_id(_patient(chance, studies))}&modality=CT&status=available"
    ),
}


def measure(database: Database, studies: int, *, rounds: int = 200) -> dict[str, Timing]:
    """Time every search in an archive of so many studies, each round with other values."""
    found = {}
    for name, write in SEARCHES.items():
        chance = random.Random(name)
        times, matches = [], []
        for number in range(rounds + 20):
            text = f"{write(chance, studies)}&_count=20"
            pairs = [(key, value) for key, _, value in (part.partition("=") for part in text.split("&") if part)]
            start = time.perf_counter()
            search = parse_search("ImagingStudy", pairs, now=_NOW)
            with database.read(seconds=10) as connection:
                page = find_matches(connection, search)
            if number >= 20:
                times.append((time.perf_counter() - start) * 1000)
                matches.append(len(page.resources))
        times.sort()
        found[name] = Timing(statistics.median(times), times[len(times) * 99 // 100], statistics.mean(matches))
    return found


if __name__ == "__main__":
    opened = open_database(sys.argv[1])
    for name, timing in measure(opened, int(sys.argv[2])).items():
        print(f"{name:28} p50 {timing.p50:7.2f} ms  p99 {timing.p99:7.2f} ms  {timing.matches:5.1f} matches")
