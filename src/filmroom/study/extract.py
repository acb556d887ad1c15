"""Header in, facts out: the attributes of one instance, decoded and sorted by what they describe.

The values of patient, study and series repeat in every instance, so each level is decoded once for
each distinct set of raw bytes and shared from then on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.dicom.dictionary import ATTRIBUTES, ROOT_ATTRIBUTES, Attribute, Level, format_tag
from filmroom.dicom.limits import DEFAULT_LIMITS, Limits
from filmroom.dicom.values import is_uid
from filmroom.errors import RequiredAttributeError
from filmroom.study.decode import (
    Context,
    character_sets,
    decode_element_of,
    decode_rows,
    decode_sequence,
    printable_raw,
)
from filmroom.study.facts import Attributes, Defect, InstanceFacts, Value

if TYPE_CHECKING:
    from filmroom.dicom.header import Header, RawElements, RawValue

__all__ = ["FactsExtractor", "extract_facts"]


def _rows(*levels: Level) -> tuple[Attribute, ...]:
    return tuple(row for row in ROOT_ATTRIBUTES if row.level in levels)


_STUDY_ROWS = _rows(Level.COMMON, Level.STUDY)
_SERIES_ROWS = _rows(Level.COMMON, Level.SERIES)
_INSTANCE_STEPS = tuple((row, row.tag, row.keyword) for row in _rows(Level.INSTANCE))

_CHARACTER_SET_TAG = ATTRIBUTES["SpecificCharacterSet"].tag
_STUDY_UID_TAG = ATTRIBUTES["StudyInstanceUID"].tag
_SERIES_UID_TAG = ATTRIBUTES["SeriesInstanceUID"].tag

_REMEMBERED_BYTES = 256  # of one value: what is longer hardly repeats

_REQUIRED = ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID")

_SOP_CLASS_FROM_META = Defect(
    tag_path=format_tag(ATTRIBUTES["SOPClassUID"].tag),
    keyword="SOPClassUID",
    found="",
    expected="a UID (type 1, PS3.3 C.12.1)",
    done="took the Media Storage SOP Class UID (0002,0002) of the file meta information",
)
_NO_SOP_CLASS = Defect(
    tag_path=format_tag(ATTRIBUTES["SOPClassUID"].tag),
    keyword="SOPClassUID",
    found="",
    expected="a UID (type 1, PS3.3 C.12.1)",
    done="left out",
)


class FactsExtractor:
    """Extracts the facts of instances, remembering what it has decoded.

    Give one extractor the instances of one source, in whatever order; it holds at most
    ``capacity`` distinct studies and as many series.
    """

    def __init__(self, *, keep_raw: bool = False, capacity: int = 32_768, limits: Limits = DEFAULT_LIMITS) -> None:
        self._keep_raw = keep_raw
        self._limits = limits
        self._studies = _Level(_STUDY_ROWS, _STUDY_UID_TAG, capacity, limits, keep_raw=keep_raw)
        self._series = _Level(_SERIES_ROWS, _SERIES_UID_TAG, capacity, limits, keep_raw=keep_raw)
        self._values: dict[tuple[bytes, bool], dict[tuple[int, bytes], Value | None]] = {}
        self._capacity = capacity

    def extract(self, header: Header, source: str = "") -> InstanceFacts:
        """Return the facts of one instance.

        Raises:
            RequiredAttributeError: the Study, Series or SOP Instance UID is missing or is no UID.
        """
        elements = header.elements
        little_endian = header.is_little_endian
        study = self._studies.decode(elements, little_endian=little_endian)
        series = self._series.decode(elements, little_endian=little_endian)
        instance = self._decode_instance(header)
        uids = (
            study.text("StudyInstanceUID"),
            series.text("SeriesInstanceUID"),
            instance.text("SOPInstanceUID"),
        )
        if not all(uids):
            raise _required_error(uids, elements)
        return InstanceFacts(*uids, study, series, instance, header.transfer_syntax_uid, source)

    def _decode_instance(self, header: Header) -> Attributes:
        elements = header.elements
        context = Context(character_sets(elements), header.is_little_endian, self._limits)
        known = self._known_values(elements.get(_CHARACTER_SET_TAG), header.is_little_endian)
        values: dict[str, Value] = {}
        defects: list[Defect] = []
        raws: dict[str, str] = {}
        for row, tag, keyword in _INSTANCE_STEPS:
            raw = elements.get(tag)
            if raw is None:
                continue
            if self._keep_raw:
                raws[keyword] = printable_raw(raw)
            value: Value | None
            if not isinstance(raw, bytes):
                value = decode_sequence(row, raw, context, defects)
            elif (key := (tag, raw)) in known:
                value = known[key]
            else:
                before = len(defects)
                value = decode_element_of(row, raw, context, defects)
                if len(defects) == before and keyword != "SOPInstanceUID" and len(raw) <= _REMEMBERED_BYTES:
                    known[key] = value  # what repeats, and needs no word
            if value is not None:
                values[keyword] = value
        if "SOPClassUID" not in values:
            _settle_sop_class(values, defects, header.media_storage_sop_class_uid)
        return Attributes(values, tuple(defects), raws)

    def _known_values(self, character_set: object, little_endian: bool) -> dict[tuple[int, bytes], Value | None]:
        if len(self._values) >= self._capacity:
            self._values.clear()
        known = self._values.setdefault((character_set if type(character_set) is bytes else b"", little_endian), {})
        if len(known) >= self._capacity:
            known.clear()
        return known


class _Level:
    """Decodes the attributes of one level, once for each distinct set of raw bytes.

    The raw values of sequences are dictionaries, which have no hash; so what was decoded is found by
    the UID first and then by comparison, which is one call in C for values that are equal.
    """

    def __init__(
        self, rows: tuple[Attribute, ...], uid_tag: int, capacity: int, limits: Limits, *, keep_raw: bool
    ) -> None:
        self._rows = rows
        self._tags = tuple(row.tag for row in rows)
        self._uid_tag = uid_tag
        self._reports_character_set = rows is _STUDY_ROWS  # it is read at every level, and reported once
        self._capacity = capacity
        self._limits = limits
        self._keep_raw = keep_raw
        self._decoded: dict[object, list[tuple[tuple[RawValue | None, ...], bool, Attributes]]] = {}

    def decode(self, elements: RawElements, *, little_endian: bool) -> Attributes:
        raws = tuple(map(elements.get, self._tags))
        uid = elements.get(self._uid_tag)
        known = self._decoded.get(uid) if type(uid) is bytes else None
        if known is not None:
            for known_raws, known_order, attributes in known:
                if known_raws == raws and known_order is little_endian:
                    return attributes
        context = Context(character_sets(elements), little_endian, self._limits)
        attributes = decode_rows(self._rows, elements, context, keep_raw=self._keep_raw)
        if self._reports_character_set and context.character_sets.problems:
            told = context.character_set_defects()
            attributes = Attributes(attributes.values, (*told, *attributes.defects), attributes.raw)
        self._remember(uid, (raws, little_endian, attributes))
        return attributes

    def _remember(self, uid: RawValue | None, entry: tuple[tuple[RawValue | None, ...], bool, Attributes]) -> None:
        if type(uid) is not bytes:
            return
        if len(self._decoded) >= self._capacity:
            self._decoded.clear()
        known = self._decoded.setdefault(uid, [])
        if len(known) >= 64:  # a study whose attributes vary from instance to instance
            known.clear()
        known.insert(0, entry)


def extract_facts(header: Header, source: str = "", *, keep_raw: bool = False) -> InstanceFacts:
    """Return the facts of one instance; for many, use one `FactsExtractor`.

    Raises:
        RequiredAttributeError: the Study, Series or SOP Instance UID is missing or is no UID.
    """
    return FactsExtractor(keep_raw=keep_raw).extract(header, source)


def _settle_sop_class(values: dict[str, Value], defects: list[Defect], from_meta: str) -> None:
    usable = is_uid(from_meta)
    if usable:
        values["SOPClassUID"] = from_meta
    defects.append(_SOP_CLASS_FROM_META if usable else _NO_SOP_CLASS)


def _required_error(uids: tuple[str, ...], elements: RawElements) -> RequiredAttributeError:
    missing = (keyword for keyword, uid in zip(_REQUIRED, uids, strict=True) if not uid)
    told = [
        f"{format_tag(ATTRIBUTES[keyword].tag)} {keyword}: "
        f"{'not a UID' if elements.get(ATTRIBUTES[keyword].tag) else 'missing or empty'}"
        for keyword in missing
    ]
    return RequiredAttributeError(f"{'; '.join(told)}; expected a UID (PS3.5 section 9)")
