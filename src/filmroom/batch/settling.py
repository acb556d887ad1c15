"""The second phase: one partition of facts in, sorted lines of resources out."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from filmroom.batch.report import DefectEntry, ResourceIssue
from filmroom.batch.sorted_lines import Line, write_lines
from filmroom.batch.spool import Spool
from filmroom.mapping.map_study import MappedStudy, map_imaging_study
from filmroom.study.aggregate import aggregate_study, group_by_study
from filmroom.study.facts import Conflict
from filmroom.study.recency import recency_rank
from filmroom.validation.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        self.by_type: dict[str, list[Line]] = defaultdict(list)
        self._encode = msgspec.json.Encoder().encode

    def add(self, resource: dict[str, object], rank: str, instances: int) -> None:
        line = Line(str(resource["id"]), rank, instances, self._encode(resource))
        self.by_type[str(resource["resourceType"])].append(line)


def settle_partition(
    folder: str, partition: int, dropped: frozenset[int], settings: MappingSettings, facts_table: bool
) -> PartitionResult:
    """Turn the instances of one partition into resources, and write them beside the spool.

    Args:
        folder: where the spool is, and where the lines go.
        dropped: the numbers of the instances that are not used, because their SOP Instance UID is taken.
        facts_table: also write one row for each instance.
    """
    facts = [entry.facts for entry in Spool(Path(folder)).read(partition) if entry.number not in dropped]
    lines = _Lines()
    result = PartitionResult(len(facts), 0, [], [], [])
    for instances in group_by_study(facts).values():
        study = aggregate_study(instances)
        mapped = map_imaging_study(study, settings)
        result.studies += 1
        result.conflicts.extend(study.conflicts)
        result.defects.extend(_defects(study, mapped, instances))
        result.issues.extend(_keep(mapped, study, lines))
    for resource_type, written in lines.by_type.items():
        write_lines(Path(folder) / f"{resource_type}.{partition:02d}.lines", written)
    if facts_table and facts:
        from filmroom.batch.facts_table import write_partition  # noqa: PLC0415 (needs the parquet extra)

        write_partition(Path(folder) / f"{partition:02d}.parquet", facts)
    return result


def _keep(mapped: MappedStudy, study: Study, lines: _Lines) -> Iterator[ResourceIssue]:
    rank = recency_rank(study.attributes.text("StudyDate"), study.study_instance_uid)
    for resource in (mapped.imaging_study, *mapped.related):
        lines.add(resource, rank, study.number_of_instances)
        name = f"{resource['resourceType']}/{resource['id']}"
        for issue in validate(resource):
            if issue.severity in ("fatal", "error"):
                yield ResourceIssue(name, issue.severity, issue.expression, issue.diagnostics)


def _defects(study: Study, mapped: MappedStudy, instances: Sequence[InstanceFacts]) -> Iterator[DefectEntry]:
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
    sources = {one.sop_instance_uid: one.source for one in instances}
    for defect in mapped.defects:
        having = [sources[sop_instance_uid] for sop_instance_uid in mapped.defect_instances.get(defect, ())]
        yield DefectEntry(uid, defect, len(having), min(having, default=""))
