"""The convert functions of the elements of a series and of an instance.

Each takes a `Reading` and returns a JSON value, or None for an absent element.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from filmroom.dicom.codes import DCM, is_oid
from filmroom.fhir.value_sets import display
from filmroom.mapping.agents import map_device, map_organization, map_practitioners
from filmroom.mapping.coding import make_coding
from filmroom.mapping.moments import full_moment, local_offset, moment
from filmroom.mapping.reading import absent_reason
from filmroom.mapping.related import map_specimens
from filmroom.study.facts import Attributes, Series
from filmroom.study.starts import earliest_acquisition

if TYPE_CHECKING:
    from filmroom.mapping.reading import Json, Reading

__all__ = [
    "instance_number",
    "instance_sop_class",
    "instance_title",
    "instance_uid",
    "series_description",
    "series_modality",
    "series_number",
    "series_number_of_instances",
    "series_performer",
    "series_specimen",
    "series_started",
    "series_uid",
]

_LARGEST = 2_147_483_647  # https://hl7.org/fhir/datatypes.html#unsignedInt
_PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
_LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


def _unsigned(reading: Reading, keyword: str) -> int | None:
    number = reading.number(keyword)
    if number is None:
        return None
    if not 0 <= number <= _LARGEST:
        reading.defect(keyword, "a number from 0 to 2147483647, which is all that FHIR's unsignedInt holds", "left out")
        return None
    return number


def series_uid(reading: Reading) -> str:
    """Series Instance UID."""
    return reading.text("SeriesInstanceUID")


def series_number(reading: Reading) -> int | None:
    """Series Number, where FHIR's unsignedInt can hold it."""
    return _unsigned(reading, "SeriesNumber")


def series_modality(reading: Reading) -> Json:
    """Modality as a concept of CID 33; data-absent-reason where the series does not say."""
    code = " ".join(reading.text("Modality").upper().split())
    if not code:
        reading.done("absent: said so with data-absent-reason")
        return absent_reason()
    meaning = display(DCM, code) or ""
    if not meaning:
        reading.done("not in CID 33: kept the code")
    return {"coding": [make_coding(DCM, code, meaning)]}


def series_description(reading: Reading) -> str | None:
    """Series Description."""
    return reading.text("SeriesDescription") or None


def series_number_of_instances(reading: Reading) -> int:
    """How many instances of the series are held."""
    reading.done("counted")
    return len(reading.subject.instances) if isinstance(reading.subject, Series) else 0


def series_specimen(reading: Reading) -> list[Json] | None:
    """The imaged specimens."""
    keyword = "SpecimenDescriptionSequence"
    items = [item for variant in reading.every(keyword) for item in variant.items(keyword)]
    return map_specimens(reading, items) or None


def series_started(reading: Reading) -> str | None:
    """Series Date and Time; else the procedure step's start; else the earliest acquisition."""
    made = moment(reading, "SeriesDate", "SeriesTime")
    if made is not None:
        return made
    made = moment(reading, "PerformedProcedureStepStartDate", "PerformedProcedureStepStartTime")
    if made is not None:
        reading.done("from the start of the performed procedure step, because the Series Date is absent")
        return made
    earliest = _earliest_acquisition(reading)
    if earliest is None:
        return None
    reading.done("from the earliest acquisition, because the Series Date is absent")
    return earliest


def _earliest_acquisition(reading: Reading) -> str | None:
    subject = reading.subject
    earliest = earliest_acquisition(subject.instances, local_offset(reading)) if isinstance(subject, Series) else None
    if earliest is None:
        return None
    instance = earliest.instance
    zone = instance.series.values.get("TimezoneOffsetFromUTC")
    own = {**instance.instance.values, **({} if zone is None else {"TimezoneOffsetFromUTC": zone})}
    raw = {**instance.instance.raw, "TimezoneOffsetFromUTC": instance.series.raw.get("TimezoneOffsetFromUTC", "")}
    here = reading.beside(Attributes(own, (), raw if zone is not None else instance.instance.raw), instance)
    if "AcquisitionDateTime" in earliest.keywords:
        return full_moment(here, "AcquisitionDateTime")
    return moment(here, "AcquisitionDate", "AcquisitionTime")


def series_performer(reading: Reading) -> list[Json] | None:
    """Who and what performed the series: physicians, operators, the device, the institution."""
    physicians = map_practitioners(
        reading, reading.names("PerformingPhysicianName"), reading.items("PerformingPhysicianIdentificationSequence")
    )
    operators = map_practitioners(
        reading, reading.names("OperatorsName"), reading.items("OperatorIdentificationSequence")
    )
    device, institution = map_device(reading), map_organization(reading)
    made = [_performer("PRF", actor) for actor in physicians]
    made += [_performer("SPRF", actor) for actor in operators]
    made += [_performer("DEV", device)] if device else []
    made += [_performer("LOC", institution)] if institution else []
    return made or None


def _performer(function: str, actor: Json) -> Json:
    code = make_coding(_PARTICIPATION, function, display(_PARTICIPATION, function) or "")
    return {"function": {"coding": [code]}, "actor": actor}


def instance_uid(reading: Reading) -> str:
    """SOP Instance UID."""
    return reading.text("SOPInstanceUID")


def instance_sop_class(reading: Reading) -> str | None:
    """SOP Class UID as an oid, whose grammar allows no leading zeros."""
    uid = reading.text("SOPClassUID")
    if not uid:
        return None
    shortened = _LEADING_ZEROS.sub("", uid)
    if not is_oid(shortened):
        reading.defect("SOPClassUID", "a UID under the root 0, 1 or 2 (ISO/IEC 9834-1)", "left out")
        return None
    if shortened != uid:
        reading.defect("SOPClassUID", "no leading zeros in a component (PS3.5 section 9.1)", "written without them")
    return f"urn:oid:{shortened}"


def instance_number(reading: Reading) -> int | None:
    """Instance Number, where FHIR's unsignedInt can hold it."""
    return _unsigned(reading, "InstanceNumber")


def instance_title(reading: Reading) -> str | None:
    """What a document, a presentation state or a segmentation is called."""
    for item in reading.items("ConceptNameCodeSequence"):
        meaning = item.text("CodeMeaning")
        if meaning:
            return meaning
    for keyword in ("ContentLabel", "ContentDescription", "DocumentTitle"):
        text = reading.text(keyword)
        if text:
            return " ".join(text.split())
    return None
