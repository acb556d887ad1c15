"""``filmroom validate``."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from filmroom.cli.paths import PathOrDash, require_paths
from filmroom.cli.status import Status
from filmroom.cli.streams import print_bytes, print_lines, require_standard_output
from filmroom.fhir.json_document import write_json
from filmroom.fhir.outcome import has_errors, operation_outcome
from filmroom.service.documents import validate_documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filmroom.service.documents import Judged

__all__ = ["validate"]


def validate(
    *paths: PathOrDash,
    format: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",  # noqa: A002 (the option's name)
) -> int:
    """Say everything that is wrong with FHIR resources: structure, bindings, invariants.

    **Examples**

    - `filmroom validate study.json`

    - `filmroom validate out/` checks every NDJSON, JSON and XML file of a folder

    - `curl -s https://example.org/fhir/ImagingStudy/1 | filmroom validate - --format json`

    Parameters
    ----------
    paths
        JSON, NDJSON or XML files, Bundles too; folders of them; - for standard input.
    format
        text for people, unless told otherwise; json for one OperationOutcome for each resource, one a line,
        in their order.
    """
    require_standard_output("validate")
    require_paths("validate", paths)
    counts: Counter[str] = Counter()
    for judged in validate_documents(paths):
        counts["invalid" if has_errors(judged.issues) else "valid"] += 1
        if format == "json":
            print_bytes(write_json(operation_outcome(judged.issues)) + b"\n")
        else:
            print_lines(*_issue_lines(judged))
    if format == "text":
        print_lines(f"{counts['valid']} valid, {counts['invalid']} invalid")
    return Status.INPUT if counts["invalid"] or not counts else Status.FINE


def _issue_lines(judged: Judged) -> Iterator[str]:
    name = f"{judged.name} {judged.resource}".rstrip()
    for issue in judged.issues:
        place = f" {issue.expression}" if issue.expression else ""
        key = f" {issue.key}" if issue.key else ""
        yield f"{name}: {issue.severity}{key}{place}: {issue.diagnostics}"
