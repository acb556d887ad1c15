"""The types of this package's values: decoded attributes, the facts of an instance, a series, a study.

All are frozen: they are built once and passed on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, Union

import msgspec

from filmroom.dicom.person_names import PersonName

__all__ = [
    "Attributes",
    "Conflict",
    "ConflictingValue",
    "Defect",
    "InstanceFacts",
    "Item",
    "Series",
    "Study",
    "Value",
]

Item: TypeAlias = "dict[str, Value]"
"""The decoded attributes of one item of a sequence, by keyword."""

Value: TypeAlias = Union[str, int, PersonName, "tuple[str | int | PersonName | Item, ...]"]
"""A decoded value: one, or a tuple for an attribute with several, or the items of a sequence."""


class Defect(msgspec.Struct, frozen=True, order=True):
    """A value that could not be taken as it stands, and what was done about it.

    Attributes:
        tag_path: ``(0008,0020)``, or through items: ``(0040,0275)[0](0008,0050)``.
        keyword: the same in words: ``RequestAttributesSequence[0].AccessionNumber``.
        found: the raw value, printable and cut at 64 characters. It may be patient data: it
            belongs in reports, not in logs.
        expected: what the standard asks for.
        done: what became of the value.
        series_instance_uid: of what the mapping says of a series or an instance; empty for what it says of
            a study, and for what was seen when an instance was read.
    """

    tag_path: str
    keyword: str
    found: str
    expected: str
    done: str
    series_instance_uid: str = ""


class Attributes(msgspec.Struct, frozen=True):
    """The decoded attributes of one level of one instance.

    Attributes:
        values: by keyword; an attribute without a usable value is missing.
        defects: what was wrong with values of this level.
        raw: the raw value of each attribute, printable, by keyword; kept only when asked for.
    """

    values: Mapping[str, Value]
    defects: tuple[Defect, ...] = ()
    raw: Mapping[str, str] = msgspec.field(default_factory=dict)

    def text(self, keyword: str) -> str:
        """Return the value of an attribute that has one text value; empty when absent."""
        value = self.values.get(keyword, "")
        return value if isinstance(value, str) else ""

    def number(self, keyword: str) -> int | None:
        """Return the value of an attribute that has one whole number; None when absent."""
        value = self.values.get(keyword)
        return value if isinstance(value, int) else None

    def name(self, keyword: str) -> PersonName | None:
        """Return the value of an attribute that has one person name; None when absent."""
        value = self.values.get(keyword)
        return value if isinstance(value, PersonName) else None

    def texts(self, keyword: str) -> tuple[str, ...]:
        """Return the values of an attribute that may have several texts."""
        value = self.values.get(keyword, ())
        return tuple(one for one in value if isinstance(one, str)) if isinstance(value, tuple) else ()

    def names(self, keyword: str) -> tuple[PersonName, ...]:
        """Return the values of an attribute that may have several person names."""
        value = self.values.get(keyword, ())
        return tuple(one for one in value if isinstance(one, PersonName)) if isinstance(value, tuple) else ()

    def items(self, keyword: str) -> tuple[Attributes, ...]:
        """Return the items of a sequence, each as attributes of its own."""
        value = self.values.get(keyword, ())
        return tuple(Attributes(one) for one in value if isinstance(one, dict)) if isinstance(value, tuple) else ()


class InstanceFacts(msgspec.Struct, frozen=True):
    """Everything that is kept of one instance's header.

    The study's and the series' attributes are shared between the instances that say the same.

    Attributes:
        source: the name under which the instance was read; empty when it has none.
        transfer_syntax_uid: empty when the file did not say.
    """

    study_instance_uid: str
    series_instance_uid: str
    sop_instance_uid: str
    study: Attributes
    series: Attributes
    instance: Attributes
    transfer_syntax_uid: str = ""
    source: str = ""

    @property
    def sop_class_uid(self) -> str:
        """The SOP Class UID; empty when neither the data set nor the file meta information has it."""
        return self.instance.text("SOPClassUID")

    @property
    def number(self) -> int | None:
        """The Instance Number; None when absent."""
        return self.instance.number("InstanceNumber")


class ConflictingValue(msgspec.Struct, frozen=True, order=True):
    """One of the values that instances disagree about.

    Attributes:
        value: as text; it may be patient data.
        instances: how many instances say so.
    """

    value: str
    instances: int


class Conflict(msgspec.Struct, frozen=True, order=True):
    """An attribute about which the instances of one study or series disagree.

    Attributes:
        series_instance_uid: empty for an attribute of the study.
        keyword: the attribute, or attributes joined by ``+`` where they are settled together.
        kept: the value that was taken.
        others: those that were not, most frequent first.
    """

    study_instance_uid: str
    series_instance_uid: str
    keyword: str
    kept: str
    others: tuple[ConflictingValue, ...]


class Series(msgspec.Struct, frozen=True):
    """One series: the attributes that its instances agree on, and the instances in order.

    Attributes:
        attributes: the settled ones.
        variants: every distinct set of attributes that an instance had, the most frequent first.
        instances: by number, then UID.
    """

    series_instance_uid: str
    attributes: Attributes
    variants: tuple[Attributes, ...]
    instances: tuple[InstanceFacts, ...]

    @property
    def number(self) -> int | None:
        """The Series Number; None when absent."""
        return self.attributes.number("SeriesNumber")


class Study(msgspec.Struct, frozen=True):
    """One study: the attributes that its instances agree on, and its series in order.

    Attributes:
        attributes: the settled ones; among them the department, and with it the institution, that most
            instances of all series name.
        variants: every distinct set of attributes that an instance had, the most frequent first.
        series: by number, then start, then UID.
        conflicts: sorted.
    """

    study_instance_uid: str
    attributes: Attributes
    variants: tuple[Attributes, ...]
    series: tuple[Series, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def number_of_instances(self) -> int:
        """How many instances its series hold."""
        return sum(len(series.instances) for series in self.series)
