"""How the rules see DICOM: attributes that remember that they were read.

A `Reading` gives a convert function the settled attributes of its level, the settings, a place for
the resources that the element refers to, and somewhere to say what was done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from filmroom.dicom.decoded import show
from filmroom.dicom.dictionary import ATTRIBUTES, format_tag
from filmroom.mapping.workbench import Workbench, coding_scheme_uids
from filmroom.study.facts import Attributes, Defect, InstanceFacts, Series, Study

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filmroom.dicom.person_names import PersonName
    from filmroom.settings import MappingSettings

__all__ = ["Json", "Reading", "Subject", "absent_reason"]

Json: TypeAlias = "dict[str, Any]"
"""A FHIR resource or datatype as a JSON object."""

Subject: TypeAlias = Study | Series | InstanceFacts
"""What attributes are about."""

_ISO_SEPARATORS = {"DA": "-", "TM": ":"}


def absent_reason() -> Json:
    """Return what stands in for a required value that DICOM does not have.

    Source: http://hl7.org/fhir/StructureDefinition/data-absent-reason
    """
    url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
    return {"extension": [{"url": url, "valueCode": "unknown"}]}


class _Place(NamedTuple):
    """Where an item stands: the way to it, and the attributes and keyword of the root that it is under."""

    tags: str
    keywords: str
    root: Attributes
    root_keyword: str


class Reading:
    """The attributes of one level, or of one item of a sequence, while one rule runs.

    Attributes:
        attributes: the settled ones of the level, or those of the item.
        variants: every distinct set that an instance of the level has.
        subject: what they are about.
    """

    __slots__ = ("_done", "_place", "_read", "attributes", "bench", "subject", "variants")

    def __init__(
        self,
        bench: Workbench,
        attributes: Attributes,
        variants: tuple[Attributes, ...],
        subject: Subject,
        place: _Place | None = None,
    ) -> None:
        self.bench = bench
        self.attributes = attributes
        self.variants = variants
        self.subject = subject
        self._place = place
        self._read: list[tuple[str, str]] = []
        self._done: list[str] = []

    def beside(
        self, attributes: Attributes, subject: Subject | None = None, variants: tuple[Attributes, ...] = ()
    ) -> Reading:
        """Return a reading of other attributes whose trace counts for the same element."""
        return self._sharing_the_trace(
            Reading(self.bench, attributes, variants or (attributes,), subject or self.subject)
        )

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

    def items(self, keyword: str) -> tuple[Reading, ...]:
        """Return the items of a sequence, each as a reading that knows where it stands."""
        found = self._seen(keyword).items(keyword)
        return tuple(self._inside(keyword, index, one) for index, one in enumerate(found)) if found else ()

    def every(self, keyword: str) -> Iterator[Reading]:
        """Return each distinct set of attributes that has an attribute, the most frequent first."""
        for variant in self.variants:
            if keyword in variant.values:
                self._note_read(variant, keyword)
                yield self.beside(variant)

    def coding_scheme_uid(self, designator: str) -> str:
        """Return the Coding Scheme UID of a designator: by the level, else by any of the study; empty when unknown."""
        level = self._place.root if self._place else self.attributes
        own = coding_scheme_uids(level).get(designator, "")
        if own:
            self._note_read(level, "CodingSchemeIdentificationSequence")
        return own or self.bench.coding_scheme_uids.get(designator, "")

    def done(self, words: str) -> None:
        """Say for the trace what was done to the values that were read."""
        if self.bench.keep_trace and words not in self._done:
            self._done.append(words)

    def defect(self, keyword: str, expected: str, done: str) -> None:
        """Report a value that cannot be used as it stands: the raw one, or as it was read where that was not kept."""
        self.report(keyword, self.attributes.raw.get(keyword) or self._as_read(keyword), expected, done)

    def report(self, keyword: str, found: str, expected: str, done: str) -> None:
        """Report a value in other words than its own."""
        place = self._place or _Place("", "", self.attributes, keyword)
        tag_path = place.tags + format_tag(ATTRIBUTES[keyword].tag)
        series_uid = "" if isinstance(self.subject, Study) else self.subject.series_instance_uid
        defect = Defect(tag_path, place.keywords + keyword, found, expected, done, series_uid)
        self.bench.keep_defect(defect, self.subject, place.root_keyword, place.root.values.get(place.root_keyword))
        self.done(done)

    def flush(self, expression: str, value: object) -> None:
        """Write the trace of one element, and forget what was read for it."""
        if self.bench.keep_trace:
            self.bench.keep_entry(expression, value, self._read, self._done)
            self._read.clear()
            self._done.clear()

    def _as_read(self, keyword: str) -> str:
        separator = _ISO_SEPARATORS.get(ATTRIBUTES[keyword].vr, "")
        text = str(self.attributes.values.get(keyword, ""))
        return show(text.replace(separator, "") if separator else text)

    def _inside(self, keyword: str, index: int, item: Attributes) -> Reading:
        outer = self._place or _Place("", "", self.attributes, keyword)
        place = outer._replace(
            tags=f"{outer.tags}{format_tag(ATTRIBUTES[keyword].tag)}[{index}]",
            keywords=f"{outer.keywords}{keyword}[{index}].",
        )
        return self._sharing_the_trace(Reading(self.bench, item, (item,), self.subject, place))

    def _sharing_the_trace(self, other: Reading) -> Reading:
        other._read, other._done = self._read, self._done
        return other

    def _seen(self, keyword: str) -> Attributes:
        if self.bench.keep_trace and self._place is None:
            self._note_read(self.attributes, keyword)
        return self.attributes

    def _note_read(self, attributes: Attributes, keyword: str) -> None:
        if self.bench.keep_trace and (keyword in attributes.values or keyword in attributes.raw):
            self._read.append((keyword, attributes.raw.get(keyword, "")))
