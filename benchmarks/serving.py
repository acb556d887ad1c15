"""The running server: reads and searches over HTTP, ingest, and a study of ten thousand instances.

`python -m benchmarks.serving [STUDIES...]` fills archives of these sizes (10 thousand and 100 thousand without
any), serves each of them, and drives it with wrk from the same machine. It writes SERVER.md.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from benchmarks.filling import fill
from benchmarks.headers import Instance, ct_file
from benchmarks.measure import Claim, program_environment
from benchmarks.searching import SEARCHES
from benchmarks.synthetic import study_uid
from filmroom.mapping.map_study import map_imaging_study
from filmroom.service.archive import ArchivePlace, open_archive
from filmroom.store.instances import read_study_facts
from filmroom.store.resources import look_up_resource
from filmroom.study.aggregate import aggregate_study

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RESULTS = Path(__file__).parent / "SERVER.md"

_PORT = 18_431
_SECONDS = 6
_CONNECTIONS = 16
_PATHS = 2_000
_OBJECT_BYTES = 32 << 10
_SEARCHES = {
    "patient": "patient",
    "identifier": "identifier",
    "modality and started, sorted": "modality, started, sorted",
    "instance": "instance",
    "patient.identifier": "patient.identifier",
}
_WALK = """
local paths, at = {}, 0
for line in io.lines("%s") do paths[#paths + 1] = line end
request = function() at = at %% #paths + 1; return wrk.format("GET", paths[at]) end
"""


class Load(NamedTuple):
    """What wrk saw: answers a second, and latencies in milliseconds."""

    rate: float
    p50: float
    p99: float


def main(sizes: Iterable[int]) -> int:
    """Measure, print, and write the table; return 1 when a claim is not met."""
    if shutil.which("wrk") is None:
        sys.stderr.write("the load comes from wrk, which is not installed here (apt-get install wrk)\n")
        return 2
    claims: list[Claim] = []
    with tempfile.TemporaryDirectory(prefix="filmroom-bench-") as folder:
        for claim in (*_measure_ingest(Path(folder)), *_measure_served(Path(folder), list(sizes) or [10_000, 100_000])):
            claims.append(claim)
            print(
                f"{'met' if claim.is_met else 'NOT MET'}: {claim.what}: {claim.measured} ({claim.wanted})", flush=True
            )
    lines = [
        "# The server",
        "",
        (
            "Written by `make bench-server`: SQLite, two workers, client and server on one machine of "
            f"{os.cpu_count()} processors; wrk with {_CONNECTIONS} connections for reads and one for searches, "
            f"{_SECONDS} seconds each, {_PATHS} different requests in turn."
        ),
        "",
        "| claim | measured | wanted | |",
        "|---|---|---|---|",
        *(
            f"| {one.what} | {one.measured} | {one.wanted} | {'met' if one.is_met else '**not met**'} |"
            for one in claims
        ),
    ]
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0 if all(claim.is_met for claim in claims) else 1


def _measure_served(folder: Path, sizes: list[int]) -> Iterator[Claim]:
    reads: dict[int, Load] = {}
    searches: dict[tuple[int, str], Load] = {}
    for studies in sizes:
        data = folder / f"served-{studies}"
        data.mkdir()
        with open_archive(ArchivePlace(data=str(data))):
            pass
        fill(f"sqlite:///{data / 'filmroom.db'}", studies)
        chance = random.Random(studies)
        with _served(data):
            ids = [f"/fhir/ImagingStudy/{study_uid(chance.randrange(studies))}" for _ in range(_PATHS)]
            reads[studies] = _load(folder, ids, connections=_CONNECTIONS)
            for name, key in _SEARCHES.items():
                queries = [SEARCHES[key](chance, studies) for _ in range(_PATHS)]
                paths = [f"/fhir/ImagingStudy?_count=20&{quote(query, safe='=&:.|$,-')}" for query in queries]
                searches[studies, name] = _load(folder, [path.replace("|", "%7C") for path in paths], connections=1)
        shutil.rmtree(data)
    least, most = sizes[0], sizes[-1]
    for studies, load in reads.items():
        yield Claim(
            f"read by id, {studies:,} studies",
            f"{load.rate:,.0f}/s, p99 {load.p99:.1f} ms",
            "at least 10,000/s, p99 under 10 ms",
            load.rate >= 10_000 and load.p99 < 10,
        )
    ratio = reads[least].rate / reads[most].rate
    yield Claim(f"read by id, {least:,} against {most:,}", f"{ratio:.2f} times", "at most 1.3", ratio <= 1.3)
    for (studies, name), load in searches.items():
        first = searches[least, name]
        yield Claim(
            f"search by {name}, {studies:,} studies",
            f"p50 {load.p50:.2f} ms, p99 {load.p99:.1f} ms ({load.p50 / first.p50:.2f} times that of {least:,})",
            "p50 under 5 ms, p99 under 25 ms, at most twice",
            load.p50 < 5 and load.p99 < 25 and load.p50 <= 2 * first.p50,
        )


def _measure_ingest(folder: Path) -> Iterator[Claim]:
    pad = b"\0" * (_OBJECT_BYTES - len(ct_file(Instance(0, 0, 0))))
    with open_archive(ArchivePlace(data=str(folder / "ingest"))) as archive:
        ingest = archive.new_ingest()
        seconds: list[float] = []
        for start in range(0, 10_000, 100):
            batch = [(str(number), ct_file(Instance(0, 0, number)) + pad) for number in range(start, start + 100)]
            begun = time.perf_counter()
            ingest.keep(batch)
            seconds.append(time.perf_counter() - begun)
        rate = 10_000 / sum(seconds)
        yield Claim(
            "ingest of 32 KB instances, durable, in batches of 100", f"{rate:,.0f}/s", "at least 1,000/s", rate >= 1000
        )
        first, last = sum(seconds[:10]), sum(seconds[-10:])
        yield Claim(
            "the last thousand instances of a study of 10,000, against the first thousand",
            f"{last / first:.2f} times",
            "no more (within 1.3, for the disk's sake)",
            last / first <= 1.3,
        )
        uid = Instance(0, 0, 0).study_uid
        begun = time.perf_counter()
        with archive.database.read() as connection:
            facts = read_study_facts(connection, uid)
        map_imaging_study(aggregate_study(facts))
        built = time.perf_counter() - begun
        begun = time.perf_counter()
        archive.settler.settle(uid)
        settled = time.perf_counter() - begun
        begun = time.perf_counter()
        kept = look_up_resource(archive.database, "ImagingStudy", uid)
        taken = time.perf_counter() - begun
        size = len(kept.content or b"") if kept else 0
        yield Claim(
            "building the ImagingStudy of 10,000 instances from their rows",
            f"{1e3 * built:,.0f} ms; with indexing it and writing both {1e3 * settled:,.0f} ms; reading its "
            f"{size / 1e6:.1f} MB back {1e3 * taken:.1f} ms",
            "under 300 ms",
            built < 0.3,
        )


@contextmanager
def _served(data: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "filmroom", "serve", "--data", str(data), "--http-port", str(_PORT)]
    server = subprocess.Popen([*command, "--workers", "2"], env=program_environment(), stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            time.sleep(0.1)
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{_PORT}/health/ready", timeout=2) as answer:
                    json.load(answer)
                break
            except OSError:
                continue
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(15)


def _load(folder: Path, paths: list[str], *, connections: int) -> Load:
    listed, script = folder / "paths.txt", folder / "walk.lua"
    listed.write_text("\n".join(paths) + "\n", encoding="ascii")
    script.write_text(_WALK % listed, encoding="ascii")
    command = ["wrk", "-t1", f"-c{connections}", f"-d{_SECONDS}s", "--latency", "-s", str(script)]
    told = subprocess.run([*command, f"http://127.0.0.1:{_PORT}"], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told:
        raise RuntimeError(f"answers that were no success:\n{told}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    return Load(float(found[1]) if found else 0.0, _milliseconds(told, 50), _milliseconds(told, 99))


def _milliseconds(told: str, percent: int) -> float:
    found = re.search(rf"^\s*{percent}%\s+([\d.]+)(us|ms|s)", told, re.MULTILINE)
    if found is None:
        raise RuntimeError(f"wrk told no latency:\n{told}")
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[found[2]]


if __name__ == "__main__":
    sys.exit(main([int(one) for one in sys.argv[1:]]))
