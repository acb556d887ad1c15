"""The convert functions of the study's elements.

Each takes the `Reading` of the study's attributes and returns a JSON value, or None for an absent
element.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.dicom.codes import DCM
from filmroom.mapping.agents import map_location, map_practitioners
from filmroom.mapping.coding import concepts, distinct
from filmroom.mapping.identifiers import issuer_of_item, local_issuer, make_identifier, type_of_code
from filmroom.mapping.moments import moment
from filmroom.mapping.orders import map_orders
from filmroom.mapping.related import map_endpoint, map_procedures
from filmroom.mapping.series_elements import series_modality

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filmroom.mapping.reading import Json, Reading
    from filmroom.study.facts import Study

__all__ = [
    "study_based_on",
    "study_description",
    "study_encounter",
    "study_endpoint",
    "study_identifier",
    "study_location",
    "study_modality",
    "study_note",
    "study_number_of_instances",
    "study_number_of_series",
    "study_procedure",
    "study_reason",
    "study_referrer",
    "study_started",
    "study_status",
]


_ORDER_KEYWORDS = frozenset(
    {
        "AccessionNumber",
        "RequestedProcedureID",
        "RequestedProcedureDescription",
        "RequestedProcedureCodeSequence",
    }
)


def _study(reading: Reading) -> Study:
    return reading.bench.study


def study_identifier(reading: Reading) -> list[Json]:
    """The Study Instance UID, and the Study ID where there is one."""
    uid_type = {"system": DCM, "code": "110180", "display": "Study Instance UID"}
    made: list[Json] = [
        {
            "use": "official",
            "type": {"coding": [uid_type]},
            "system": "urn:dicom:uid",
            "value": f"urn:oid:{reading.text('StudyInstanceUID')}",
        }
    ]
    study_id = reading.text("StudyID")
    if study_id:
        made.append({"use": "secondary", "type": {"text": "Study ID"}, "value": study_id})
    return made


def study_status(reading: Reading) -> str:
    """``available`` with at least one instance, ``registered`` without any."""
    reading.done("from the instances held")
    return "available" if _study(reading).number_of_instances else "registered"


def study_modality(reading: Reading) -> list[Json] | None:
    """The distinct modalities of the series, sorted by code."""
    reading.done("the distinct values of the series")
    made = distinct(
        concept
        for series in _study(reading).series
        if "coding" in (concept := series_modality(reading.beside(series.attributes, series)))
    )
    return sorted(made, key=lambda concept: concept["coding"][0]["code"]) or None


def study_encounter(reading: Reading) -> Json | None:
    """A logical reference to the visit, by Admission ID."""
    admission = reading.text("AdmissionID")
    if not admission:
        return None
    items = reading.items("IssuerOfAdmissionIDSequence")
    issuer = issuer_of_item(items) if items else local_issuer(reading, reading.text("IssuerOfAdmissionID"))
    return {"type": "Encounter", "identifier": make_identifier(admission, issuer, kind=type_of_code("VN"))}


def study_started(reading: Reading) -> str | None:
    """Study Date and Study Time, as exact as date, time and offset allow."""
    return moment(reading, "StudyDate", "StudyTime")


def _of_series(reading: Reading, keyword: str) -> Iterator[Reading]:
    """Each distinct set of attributes of a series that has an attribute."""
    for series in _study(reading).series:
        yield from reading.beside(series.attributes, series, series.variants).every(keyword)


def _series_requests(reading: Reading) -> Iterator[Reading]:
    """What the series were requested by."""
    keyword = "RequestAttributesSequence"
    for variant in _of_series(reading, keyword):
        yield from variant.items(keyword)


def _requests(reading: Reading) -> Iterator[Reading]:
    """Everything that may name an order: the study's own attributes, and what its series were requested by."""
    for variant in reading.variants:
        if not _ORDER_KEYWORDS.isdisjoint(variant.values):
            yield reading.beside(variant)
    yield from _series_requests(reading)


def study_based_on(reading: Reading) -> list[Json] | None:
    """One ServiceRequest for each distinct accession number."""
    return map_orders(reading, list(_requests(reading))) or None


def study_procedure(reading: Reading) -> list[Json] | None:
    """The performed procedures, kept beside the study."""
    codes = [
        item for variant in reading.every("ProcedureCodeSequence") for item in variant.items("ProcedureCodeSequence")
    ]
    steps = sorted(
        {
            (variant.text("PerformedProcedureStepID"), variant.text("PerformedProcedureStepDescription"))
            for variant in _of_series(reading, "PerformedProcedureStepID")
        }
    )
    return map_procedures(reading, codes, steps) or None


def study_referrer(reading: Reading) -> Json | None:
    """The referring physician."""
    name = reading.name("ReferringPhysicianName")
    identified = reading.items("ReferringPhysicianIdentificationSequence")[:1]
    made = map_practitioners(reading, [name] if name is not None else [], identified)
    return made[0] if made else None


def study_endpoint(reading: Reading) -> list[Json] | None:
    """The services that are configured to give access to the study."""
    made = [map_endpoint(reading, endpoint) for endpoint in reading.settings.endpoints]
    if made:
        reading.done("from the configured services")
    return made or None


def study_location(reading: Reading) -> Json | None:
    """The department that most instances name, with its institution."""
    return map_location(reading)


def study_reason(reading: Reading) -> list[Json] | None:
    """Why the study was made: requested, admitted or written down, in codes and in text."""
    texts = ("ReasonForTheRequestedProcedure", "ReasonForStudy")
    made = _reasons(reading, "ReasonForRequestedProcedureCodeSequence", texts)
    for request in _series_requests(reading):
        made += _reasons(request, "ReasonForRequestedProcedureCodeSequence", texts[:1])
    made += _reasons(reading, "AdmittingDiagnosesCodeSequence", ())
    made += [{"concept": {"text": text}} for text in reading.texts("AdmittingDiagnosesDescription")]
    return _without_repeated_words(distinct(made)) or None


def _reasons(reading: Reading, codes: str, texts: tuple[str, ...]) -> list[Json]:
    """One reason for each code; the free text belongs to the code when there is one, else stands alone."""
    made = concepts(reading.items(codes))
    words = [text for keyword in texts if (text := reading.text(keyword))]
    if len(made) == 1 and words and "coding" in made[0]:
        made[0] = {**made[0], "text": words.pop(0)}
    made += [{"text": text} for text in words]
    return [{"concept": concept} for concept in made]


def _without_repeated_words(reasons: list[Json]) -> list[Json]:
    """Drop a bare text that only repeats what a coded reason says."""
    said = {
        text
        for reason in reasons
        if "coding" in reason["concept"]
        for text in (reason["concept"].get("text", ""), reason["concept"]["coding"][0].get("display", ""))
    }
    return [reason for reason in reasons if "coding" in reason["concept"] or reason["concept"]["text"] not in said]


def study_note(reading: Reading) -> list[Json] | None:
    """Study Comments, as they stand."""
    text = reading.text("StudyComments")
    return [{"text": text}] if text else None


def study_description(reading: Reading) -> str | None:
    """Study Description."""
    return reading.text("StudyDescription") or None


def study_number_of_series(reading: Reading) -> int:
    """How many series are held."""
    reading.done("counted")
    return len(_study(reading).series)


def study_number_of_instances(reading: Reading) -> int | None:
    """How many instances are held; absent when they are not listed, as ist-4 has it."""
    if not reading.settings.list_instances:
        reading.done("left out, because the instances are not listed (ist-4)")
        return None
    reading.done("counted")
    return _study(reading).number_of_instances
