"""DICOM instances made in memory, and what becomes of them.

An instance is written by pydicom from keywords, so what filmroom reads was never its own writing. Text is
encoded in the data set's Specific Character Set; bytes are written as they stand, padded to an even length.
"""

from __future__ import annotations

import json
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias

import pydicom
from pydicom.config import disable_value_validation
from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.tag import Tag
from pydicom.uid import ExplicitVRLittleEndian

from filmroom.mapping.map_study import MappedStudy, map_imaging_study
from filmroom.service.convert import build_studies, read_instance
from filmroom.settings import MappingSettings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from filmroom.study.facts import InstanceFacts, Study

__all__ = [
    "CT_IMAGE_STORAGE",
    "Json",
    "code",
    "dicom_bytes",
    "element",
    "empty_parts",
    "instance",
    "issuer",
    "json_bytes",
    "map_facts",
    "map_one",
    "one_study",
    "person",
    "related",
    "series_of",
    "with_ids",
]

Json: TypeAlias = "dict[str, Any]"

CT_IMAGE_STORAGE = "1.2.840.10008.5.1.4.1.1.2"

_DEFAULT_UIDS = {
    "SOPClassUID": CT_IMAGE_STORAGE,
    "SOPInstanceUID": "1.2.3.1.1",
    "StudyInstanceUID": "1.2.3",
    "SeriesInstanceUID": "1.2.3.1",
}
_DEFAULTS = MappingSettings()


def dicom_bytes(elements: Mapping[str, Any], *, meta_sop_class_uid: bytes | str | None = CT_IMAGE_STORAGE) -> bytes:
    """Write a Part 10 file in explicit VR little endian; an element that is None is not written.

    Args:
        elements: by keyword: text, bytes, a number, a list of values, or a list of such mappings for a sequence.
        meta_sop_class_uid: the Media Storage SOP Class UID; None leaves it out.
    """
    with disable_value_validation(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydicom's opinion of values that are wrong on purpose
        data_set = _data_set(elements)
        data_set.preamble = bytes(128)
        data_set.file_meta = FileMetaDataset()
        if meta_sop_class_uid is not None:
            _put(data_set.file_meta, "MediaStorageSOPClassUID", meta_sop_class_uid)
        data_set.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        buffer = BytesIO()
        pydicom.dcmwrite(buffer, data_set, implicit_vr=False, little_endian=True)
    return buffer.getvalue()


def _data_set(elements: Mapping[str, Any]) -> Dataset:
    made = Dataset()
    for keyword, value in elements.items():
        if value is not None:
            _put(made, keyword, value)
    made.set_original_encoding(False, True, made._character_set)  # so that bytes are written as they stand
    return made


def _put(data_set: Dataset, keyword: str, value: Any) -> None:
    number = tag_for_keyword(keyword)
    assert number is not None, keyword
    tag, vr = Tag(number), dictionary_VR(number)
    if isinstance(value, bytes):
        padded = value + (b"\0" if vr == "UI" else b" ") * (len(value) % 2)
        data_set[tag] = RawDataElement(tag, vr, len(padded), padded, 0, False, True)
    elif vr == "SQ":
        data_set[tag] = DataElement(tag, vr, Sequence(_data_set(item) for item in value))
    else:
        data_set[tag] = DataElement(tag, vr, value)


def instance(
    *, meta_sop_class_uid: bytes | str | None = CT_IMAGE_STORAGE, keep_raw: bool = False, **elements: Any
) -> InstanceFacts:
    """Read an instance that has these elements, and the UIDs that every instance must have."""
    written = dicom_bytes({**_DEFAULT_UIDS, **elements}, meta_sop_class_uid=meta_sop_class_uid)
    return read_instance(written, keep_raw=keep_raw)


def one_study(*facts: InstanceFacts) -> Study:
    """Build the one study that instances belong to."""
    (study,) = build_studies(facts)
    return study


def map_facts(*facts: InstanceFacts, settings: MappingSettings = _DEFAULTS, keep_trace: bool = False) -> MappedStudy:
    """Map the one study that instances belong to."""
    return map_imaging_study(one_study(*facts), settings, keep_trace=keep_trace)


def map_one(*, settings: MappingSettings = _DEFAULTS, **elements: Any) -> MappedStudy:
    """Map a study of one instance that has these elements."""
    return map_facts(instance(**elements), settings=settings)


def series_of(mapped: MappedStudy, index: int = 0) -> Json:
    """Return one series of the ImagingStudy."""
    found: Json = mapped.imaging_study["series"][index]
    return found


def related(mapped: MappedStudy, resource_type: str) -> list[Json]:
    """Return the resources of one type that are kept beside the study."""
    return [one for one in mapped.related if one["resourceType"] == resource_type]


def element(mapped: MappedStudy, path: str) -> Any:
    """Return what a path such as ``ImagingStudy.series.uid`` holds, in the first series and instance; else None."""
    here: Any = mapped.imaging_study
    for name in path.split(".")[1:]:
        if isinstance(here, list):
            here = here[0] if here else None
        here = here.get(name) if isinstance(here, dict) else None
    return here


def code(value: str, scheme: str, meaning: str = "", **more: Any) -> Json:
    """Return an item of a code sequence."""
    made = {"CodeValue": value, "CodingSchemeDesignator": scheme, **more}
    return {**made, "CodeMeaning": meaning} if meaning else made


def person(*codes: Json, **more: Any) -> Json:
    """Return an item of a person identification sequence."""
    return {"PersonIdentificationCodeSequence": list(codes), **more}


def issuer(name: str = "", entity: str = "", kind: str = "") -> Json:
    """Return an item of the Hierarchic Designator Macro."""
    parts = {"LocalNamespaceEntityID": name, "UniversalEntityID": entity, "UniversalEntityIDType": kind}
    return {keyword: value for keyword, value in parts.items() if value}


def json_bytes(mapped: MappedStudy) -> bytes:
    """Write a study and its related resources as JSON; the order of properties counts."""
    return json.dumps([mapped.imaging_study, *mapped.related], ensure_ascii=False).encode()


def empty_parts(value: object, path: str = "") -> Iterator[str]:
    """Name every empty string, object and array, and every null, which JSON of FHIR never has."""
    if value is None or value in ("", {}, []):
        yield path
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from empty_parts(part, f"{path}.{key}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from empty_parts(part, f"{path}[{index}]")


def with_ids(value: Any, ids: dict[str, str]) -> Any:
    """Write the id of the one related resource of a type where ``@Type`` stands for it."""
    if isinstance(value, dict):
        return {key: with_ids(part, ids) for key, part in value.items()}
    if isinstance(value, list):
        return [with_ids(part, ids) for part in value]
    if isinstance(value, str) and "/@" in value:
        return f"{value.partition('/')[0]}/{ids[value.partition('@')[2]]}"
    return value
