"""What all rules of one study share while it is mapped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filmroom.dicom.dictionary import ATTRIBUTES, format_tag
from filmroom.mapping.trace import TraceEntry, TraceSource
from filmroom.study.facts import InstanceFacts, Series, Study

if TYPE_CHECKING:
    from collections.abc import Iterable

    from filmroom.settings import MappingSettings
    from filmroom.study.facts import Attributes, Defect, Value

__all__ = ["Workbench", "coding_scheme_uids"]


class Workbench:
    """What all rules of one study share while it is mapped.

    Attributes:
        subject: the bare reference to the study's subject, once that is mapped.
        related: the resources that the study refers to, by reference (``Patient/…``).
        defects: what the rules could not take as it stands, and the SOP Instance UIDs of those that say so.
        trace: one entry for each element, when asked for.
        coding_scheme_uids: Coding Scheme UIDs by designator, those of any level of the study.
    """

    def __init__(self, study: Study, settings: MappingSettings, *, keep_trace: bool = False) -> None:
        self.study = study
        self.settings = settings
        self.related: dict[str, dict[str, Any]] = {}
        self.defects: dict[Defect, tuple[str, ...]] = {}
        self.keep_trace = keep_trace
        self.trace: list[TraceEntry] = []
        self.subject: dict[str, Any] = {}
        self.coding_scheme_uids: dict[str, str] = {}
        for attributes in reversed((study.attributes, *(series.attributes for series in study.series))):
            self.coding_scheme_uids.update(coding_scheme_uids(attributes))

    def keep(self, resource: dict[str, Any]) -> str:
        """Keep a resource beside the study, and return the reference to it."""
        reference = f"{resource['resourceType']}/{resource['id']}"
        self.related[reference] = resource
        return reference

    def keep_defect(
        self, defect: Defect, subject: Study | Series | InstanceFacts, keyword: str, value: Value | None
    ) -> None:
        """Keep what was wrong with a value of an attribute at the root, and which instances have it."""
        said = tuple(sorted(_who_says(subject, keyword, value)))
        self.defects[defect] = tuple(sorted({*self.defects.get(defect, ()), *said}))

    def keep_entry(self, expression: str, value: object, read: Iterable[tuple[str, str]], done: Iterable[str]) -> None:
        """Write the trace of one element."""
        sources = tuple(
            TraceSource(format_tag(ATTRIBUTES[keyword].tag), keyword, raw) for keyword, raw in dict.fromkeys(read)
        )
        self.trace.append(TraceEntry(expression, value, sources, tuple(done)))


def coding_scheme_uids(attributes: Attributes) -> dict[str, str]:
    """Read which scheme a designator means. Source: PS3.3 C.12.1.1.1"""
    items = attributes.items("CodingSchemeIdentificationSequence")
    return {item.text("CodingSchemeDesignator"): item.text("CodingSchemeUID") for item in items}


def _who_says(subject: Study | Series | InstanceFacts, keyword: str, value: Value | None) -> Iterable[str]:
    if isinstance(subject, InstanceFacts):
        return (subject.sop_instance_uid,)
    series = subject.series if isinstance(subject, Study) else (subject,)
    return (
        one.sop_instance_uid
        for each in series
        for one in each.instances
        if value is not None and value in (one.study.values.get(keyword), one.series.values.get(keyword))
    )
