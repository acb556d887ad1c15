"""Full validation of a study of 300 instances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhir.resources.imagingstudy import ImagingStudy

from benchmarks.headers import Instance, ct_file
from benchmarks.measure import Claim, alternate
from filmroom.mapping.map_study import map_imaging_study
from filmroom.service.convert import build_studies, read_instance
from filmroom.validation.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["measure_validating"]

_TIMES = 20


def measure_validating(_folder: Path) -> Iterator[Claim]:
    """Compare structure, bindings and invariants with the structure alone of fhir.resources' R5 model."""
    facts = [read_instance(ct_file(Instance(0, number % 3, number))) for number in range(300)]
    [study] = build_studies(facts)
    r6 = map_imaging_study(study).imaging_study
    r5 = _as_r5(r6)

    def ours() -> None:
        for _ in range(_TIMES):
            if validate(r6):
                raise RuntimeError("the study is not valid")

    def peer() -> None:
        for _ in range(_TIMES):
            ImagingStudy.model_validate(r5)

    mine, theirs = (1e3 * seconds / _TIMES for seconds in alternate(ours, peer))
    yield Claim(
        "full validation of a 300-instance study, against fhir.resources' R5 ImagingStudy.model_validate",
        f"{mine:.3f} ms against {theirs:.2f} ms: {theirs / mine:.1f} times",
        "at least 10 times",
        theirs / mine >= 10,
    )


def _as_r5(resource: dict[str, Any]) -> dict[str, Any]:
    """Return the same content in the form of R5: sopClass is a Coding there, procedure is partOf."""
    series = [
        {
            **one,
            "instance": [
                {**instance, "sopClass": {"system": "urn:ietf:rfc:3986", "code": instance["sopClass"]}}
                for instance in one["instance"]
            ],
        }
        for one in resource["series"]
    ]
    renamed = {("partOf" if key == "procedure" else key): value for key, value in resource.items()}
    return {**renamed, "series": series}
