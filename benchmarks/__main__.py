"""Measure everything, print the table, and write it to RESULTS.md."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.indexing import measure_indexing, measure_million
from benchmarks.reading import measure_reading
from benchmarks.validating import measure_validating

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.measure import Claim

RESULTS = Path(__file__).parent / "RESULTS.md"


def main(names: Sequence[str]) -> int:
    """Run the benchmarks of these names, or all; return 1 when a claim is not met."""
    measures = {
        "reading": measure_reading,
        "indexing": measure_indexing,
        "validating": measure_validating,
        "million": measure_million,
    }
    claims: list[Claim] = []
    for name in names or measures:
        with tempfile.TemporaryDirectory(prefix="filmroom-bench-") as folder:
            for claim in measures[name](Path(folder)):
                claims.append(claim)
                print(
                    f"{'met' if claim.is_met else 'NOT MET'}: {claim.what}: {claim.measured} ({claim.wanted})",
                    flush=True,
                )
    if not names:
        RESULTS.write_text(_table(claims), encoding="utf-8")
    return 0 if all(claim.is_met for claim in claims) else 1


def _table(claims: Sequence[Claim]) -> str:
    peers = ", ".join(f"{name} {version(name)}" for name in ("pydicom", "fhir.resources"))
    lines = [
        "# Results",
        "",
        "Written by `make bench`. Ratios are of medians, taken alternately in one run on one machine;",
        "absolute times say little beyond that machine.",
        "",
        f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()}; peers: {peers}.",
        "",
        "| claim | measured | wanted | |",
        "|---|---|---|---|",
        *(
            f"| {one.what} | {one.measured} | {one.wanted} | {'met' if one.is_met else '**not met**'} |"
            for one in claims
        ),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
