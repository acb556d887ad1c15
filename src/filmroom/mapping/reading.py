"""How the rules see DICOM: attributes that remember that they were read.

A `Reading` gives a convert function the settled attributes of its level, the settings, a place for
the resources that the element refers to, and somewhere to say what was done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from filmroom.dicom.dictionary import ATTRIBUTES, format_tag
from filmroom.mapping.trace import TraceEntry, TraceSource
from filmroom.study.facts import Attributes, Defect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from filmroom.dicom.person_names import PersonName
    from filmroom.settings import MappingSettings
    from filmroom.study.facts import Study

__all__ = ["Json", "Reading", "Workbench", "absent_reason"]

Json: TypeAlias = "dict[str, Any]"
"""A FHIR resource or datatype as a JSON object."""


def absent_reason() -> Json:
    """Return what stands in for a required value that DICOM does not have.

    Source: http://hl7.org/fhir/StructureDefinition/data-absent-reason
    """
    url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
    return {"extension": [{"url": url, "valueCode": "unknown"}]}


class Workbench:
    """What all rules of one study share while it is mapped.

    Attributes:
        subject: the bare reference to the study's subject, once that is mapped.
        related: the resources that the study refers to, by reference (``Patient/…``).
        defects: what the rules could not take as it stands.
        trace: one entry for each element, when asked for.
    """

    def __init__(self, study: Study, settings: MappingSettings, *, keep_trace: bool = False) -> None:
        self.study = study
        self.settings = settings
        self.related: dict[str, Json] = {}
        self.defects: set[Defect] = set()
        self.keep_trace = keep_trace
        self.trace: list[TraceEntry] = []
        self.subject: Json = {}
        self.coding_scheme_uids: dict[str, str] = {}
        for attributes in reversed((study.attributes, *(series.attributes for series in study.series))):
            self.coding_scheme_uids.update(_coding_scheme_uids(attributes))

    def keep(self, resource: Json) -> str:
        """Keep a resource beside the study, and return the reference to it."""
        reference = f"{resource['resourceType']}/{resource['id']}"
        self.related[reference] = resource
        return reference


def _coding_scheme_uids(attributes: Attributes) -> dict[str, str]:
    """Read which scheme a designator means. Source: PS3.3 C.12.1.1.1"""
    items = attributes.items("CodingSchemeIdentificationSequence")
    return {item.text("CodingSchemeDesignator"): item.text("CodingSchemeUID") for item in items}


class Reading:
    """One level's attributes while one rule runs.

    Attributes:
        attributes: the settled ones of the level.
        variants: every distinct set that an instance of the level has.
        subject: what the level's own rules are about: a Study, a Series or an InstanceFacts.
    """

    __slots__ = ("_done", "_read", "attributes", "bench", "subject", "variants")

    def __init__(
        self, bench: Workbench, attributes: Attributes, variants: tuple[Attributes, ...], subject: Any
    ) -> None:
        self.bench = bench
        self.attributes = attributes
        self.variants = variants
        self.subject = subject
        self._read: list[tuple[str, str]] = []
        self._done: list[str] = []

    @property
    def coding_scheme_uids(self) -> Mapping[str, str]:
        """Coding Scheme UIDs by designator: the level's own, else those of any level of the study."""
        return {**self.bench.coding_scheme_uids, **_coding_scheme_uids(self.attributes)}

    def beside(self, attributes: Attributes, subject: Any = None) -> Reading:
        """Return a reading of other attributes whose trace counts for the same element."""
        other = Reading(self.bench, attributes, (attributes,), subject)
        other._read, other._done = self._read, self._done
        return other

    @property
    def settings(self) -> MappingSettings:
        """The settings of the mapping."""
        return self.bench.settings

    def text(self, keyword: str) -> str:
        """Return the one text of an attribute; empty when absent."""
        return self._seen(keyword).text(keyword)

    def number(self, keyword: str) -> int | None:
        """Return the whole number of an attribute; None when absent."""
        return self._seen(keyword).number(keyword)

    def name(self, keyword: str) -> PersonName | None:
        """Return the person name of an attribute; None when absent."""
        return self._seen(keyword).name(keyword)

    def names(self, keyword: str) -> tuple[PersonName, ...]:
        """Return the person names of an attribute."""
        return self._seen(keyword).names(keyword)

    def texts(self, keyword: str) -> tuple[str, ...]:
        """Return the texts of an attribute."""
        return self._seen(keyword).texts(keyword)

    def items(self, keyword: str) -> tuple[Attributes, ...]:
        """Return the items of a sequence."""
        return self._seen(keyword).items(keyword)

    def every(self, keyword: str) -> Iterable[Attributes]:
        """Return each distinct set of attributes that has an attribute, the most frequent first."""
        for variant in self.variants:
            if keyword in variant.values:
                self._note_read(variant, keyword)
                yield variant

    def done(self, words: str) -> None:
        """Say for the trace what was done to the values that were read."""
        if self.bench.keep_trace and words not in self._done:
            self._done.append(words)

    def defect(self, keyword: str, expected: str, done: str) -> None:
        """Report a value that cannot be used as it stands."""
        found = self.attributes.raw.get(keyword) or str(self.attributes.values.get(keyword, ""))[:64]
        self.report(keyword, found, expected, done)

    def report(self, keyword: str, found: str, expected: str, done: str) -> None:
        """Report a value that was found somewhere in the attribute, or in an item."""
        self.bench.defects.add(Defect(format_tag(ATTRIBUTES[keyword].tag), keyword, found, expected, done))
        self.done(done)

    def flush(self, expression: str, value: object) -> None:
        """Write the trace of one element, and forget what was read for it."""
        if not self.bench.keep_trace:
            return
        sources = tuple(
            TraceSource(format_tag(ATTRIBUTES[keyword].tag), keyword, raw) for keyword, raw in dict.fromkeys(self._read)
        )
        self.bench.trace.append(TraceEntry(expression, value, sources, tuple(self._done)))
        self._read.clear()
        self._done.clear()

    def _seen(self, keyword: str) -> Attributes:
        self._note_read(self.attributes, keyword)
        return self.attributes

    def _note_read(self, attributes: Attributes, keyword: str) -> None:
        if self.bench.keep_trace and (keyword in attributes.values or keyword in attributes.raw):
            self._read.append((keyword, attributes.raw.get(keyword, "")))
