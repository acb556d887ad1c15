"""The second phase: one partition of facts in, sorted lines of resources out."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from filmroom.batch.report import DefectEntry, ResourceIssue
from filmroom.batch.sorted_lines import recency_rank, write_lines
from filmroom.batch.spool import Spool
from filmroom.mapping.map_study import MappedStudy, map_imaging_study
from filmroom.study.aggregate import aggregate_study, group_by_study
from filmroom.study.facts import Conflict
from filmroom.validation.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from filmroom.settings import MappingSettings
    from filmroom.study.facts import Defect, InstanceFacts, Study

__all__ = ["PartitionResult", "settle_partition"]


class PartitionResult(msgspec.Struct):
    """What settling one partition gave, besides the lines it wrote."""

    instances: int
    studies: int
    defects: list[DefectEntry]
    conflicts: list[Conflict]
    issues: list[ResourceIssue]


class _Lines:
    """The lines of one partition, by resource type."""

    def __init__(self) -> None:
        self.by_type: dict[str, list[tuple[str, str, bytes]]] = defaultdict(list)
        self._encode = msgspec.json.Encoder().encode

    def add(self, resource: dict[str, object], rank: str) -> None:
        self.by_type[str(resource["resourceType"])].append((str(resource["id"]), rank, self._encode(resource)))


def settle_partition(
    folder: str, partition: int, dropped: frozenset[str], settings: MappingSettings, facts_table: bool
) -> PartitionResult:
    """Turn the instances of one partition into resources, and write them beside the spool.

    Args:
        folder: where the spool is, and where the lines go.
        dropped: sources that are not used, because their SOP Instance UID is taken.
        facts_table: also write one row for each instance.
    """
    facts = [one for one in Spool(Path(folder)).read(partition) if one.source not in dropped]
    lines = _Lines()
    result = PartitionResult(len(facts), 0, [], [], [])
    for instances in group_by_study(facts).values():
        study = aggregate_study(instances)
        mapped = map_imaging_study(study, settings)
        result.studies += 1
        result.conflicts.extend(study.conflicts)
        result.defects.extend(_defects(study, mapped, instances))
        result.issues.extend(_keep(mapped, study, lines))
    for resource_type, rows in lines.by_type.items():
        write_lines(Path(folder) / f"{resource_type}.{partition:02d}.lines", rows)
    if facts_table and facts:
        from filmroom.batch.facts_table import write_partition  # noqa: PLC0415 (needs the parquet extra)

        write_partition(Path(folder) / f"{partition:02d}.parquet", facts)
    return result


def _keep(mapped: MappedStudy, study: Study, lines: _Lines) -> Iterator[ResourceIssue]:
    rank = recency_rank(study.attributes.text("StudyDate"), study.study_instance_uid)
    for resource in (mapped.imaging_study, *mapped.related):
        lines.add(resource, rank)
        name = f"{resource['resourceType']}/{resource['id']}"
        for issue in validate(resource):
            if issue.severity in ("fatal", "error"):
                yield ResourceIssue(name, issue.severity, issue.expression, issue.diagnostics)


def _defects(study: Study, mapped: MappedStudy, instances: Iterable[InstanceFacts]) -> Iterator[DefectEntry]:
    counts: Counter[Defect] = Counter()
    examples: dict[Defect, str] = {}
    for one in instances:
        for level in (one.study, one.series, one.instance):
            for defect in level.defects:
                counts[defect] += 1
                examples[defect] = min(examples.get(defect, one.source), one.source)
    uid = study.study_instance_uid
    for defect in sorted(counts):
        yield DefectEntry(uid, defect, counts[defect], examples[defect])
    for defect in mapped.defects:
        yield DefectEntry(uid, defect, 0, "")
