"""Study in, ImagingStudy and its related resources out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from filmroom.mapping.identity import imaging_study_id
from filmroom.mapping.imaging_study import INSTANCE_RULES, SERIES_RULES, STUDY_RULES
from filmroom.mapping.reading import Reading, absent_reason
from filmroom.mapping.trace import TraceEntry
from filmroom.mapping.workbench import Workbench
from filmroom.settings import MappingSettings
from filmroom.study.facts import Defect, Study

if TYPE_CHECKING:
    from collections.abc import Iterable

    from filmroom.mapping.reading import Json
    from filmroom.mapping.rule import Rule
    from filmroom.study.facts import Attributes, InstanceFacts, Series

__all__ = ["MappedStudy", "map_imaging_study"]

_DEFAULTS = MappingSettings()


class MappedStudy(msgspec.Struct, frozen=True):
    """What one study becomes in FHIR.

    Attributes:
        imaging_study: the ImagingStudy.
        related: the resources that it refers to, by type and id.
        defects: what the mapping could not take as it stands, sorted.
        defect_instances: the SOP Instance UIDs of the instances that have a defect, sorted.
        trace: where each element came from; empty unless it was asked for.
    """

    imaging_study: dict[str, Any]
    related: tuple[dict[str, Any], ...]
    defects: tuple[Defect, ...] = ()
    defect_instances: dict[Defect, tuple[str, ...]] = msgspec.field(default_factory=dict)
    trace: tuple[TraceEntry, ...] = ()


def map_imaging_study(study: Study, settings: MappingSettings = _DEFAULTS, *, keep_trace: bool = False) -> MappedStudy:
    """Map one study.

    Args:
        study: as `filmroom.study.aggregate` builds it.
        settings: what no file says: time zone, endpoints, whether to list instances.
        keep_trace: also say where each element came from.

    Raises:
        TypeError: it is no study.
    """
    if not isinstance(study, Study):
        raise TypeError(
            f"map_imaging_study: found {type(study).__name__}; expected a Study, as build_studies makes them"
        )
    bench = Workbench(study, settings, keep_trace=keep_trace)
    reading = Reading(bench, study.attributes, study.variants, study)
    made: Json = {"resourceType": "ImagingStudy", "id": imaging_study_id(study.study_instance_uid)}
    _apply(STUDY_RULES, reading, made, "ImagingStudy")
    if study.series:
        made["series"] = [
            _map_series(bench, series, f"ImagingStudy.series[{index}]") for index, series in enumerate(study.series)
        ]
    related = tuple(bench.related[reference] for reference in sorted(bench.related))
    return MappedStudy(made, related, tuple(sorted(bench.defects)), bench.defects, tuple(bench.trace))


def _map_series(bench: Workbench, series: Series, expression: str) -> Json:
    reading = Reading(bench, series.attributes, series.variants, series)
    made: Json = {}
    _apply(SERIES_RULES, reading, made, expression)
    if bench.settings.list_instances:
        made["instance"] = _map_instances(bench, series.instances, f"{expression}.instance")
    return made


def _map_instances(bench: Workbench, instances: Iterable[InstanceFacts], expression: str) -> list[Json]:
    made: list[Json] = []
    for index, instance in enumerate(instances):
        attributes: Attributes = instance.instance
        one: Json = {}
        _apply(INSTANCE_RULES, Reading(bench, attributes, (attributes,), instance), one, f"{expression}[{index}]")
        made.append(one)
    return made


def _apply(rules: tuple[Rule, ...], reading: Reading, made: Json, expression: str) -> None:
    tracing = reading.bench.keep_trace
    for rule in rules:
        value = rule.convert(reading)
        if value is not None:
            made[rule.name] = value
        elif rule.says_absent:
            made[f"_{rule.name}"] = absent_reason()
        if tracing:
            reading.flush(f"{expression}.{rule.name}", value)
