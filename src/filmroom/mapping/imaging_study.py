"""The table: which element of ImagingStudy comes from which attributes of DICOM, and how.

The rows stand in the order of the specification. `filmroom.mapping.map_study` runs them; the reference
documentation and ``filmroom explain`` print them.

Source: https://hl7.org/fhir/6.0.0-ballot4/imagingstudy-mappings.html#dicom, where three tags are
misprinted: Accession Number is (0008,0050), Issuer of Accession Number Sequence (0008,0051), and
Reason for Requested Procedure Code Sequence (0040,100A).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from filmroom.dicom.dictionary import Level
from filmroom.mapping.body_site import BODY_SITE_KEYWORDS, map_body_site
from filmroom.mapping.coding import CODED
from filmroom.mapping.patient import PATIENT_KEYWORDS, map_subject
from filmroom.mapping.rule import Owner, Rule
from filmroom.mapping.series_elements import (
    instance_number,
    instance_sop_class,
    instance_title,
    instance_uid,
    series_description,
    series_modality,
    series_number,
    series_number_of_instances,
    series_performer,
    series_specimen,
    series_started,
    series_uid,
)
from filmroom.mapping.study_elements import (
    study_based_on,
    study_description,
    study_encounter,
    study_endpoint,
    study_identifier,
    study_location,
    study_modality,
    study_note,
    study_number_of_instances,
    study_number_of_series,
    study_procedure,
    study_reason,
    study_referrer,
    study_started,
    study_status,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["INSTANCE_RULES", "RULES", "SERIES_RULES", "STUDY_RULES", "UNMAPPED"]

_MAJORITY = "the most frequent value, of equals the smallest SOP Instance UID's; reported"
_UNION = "every distinct value"
_NONE = "one instance, one value"
_COUNTED = "counted, not read"
_LEFT_OUT = "left out"

_ISSUER = ("LocalNamespaceEntityID", "UniversalEntityID", "UniversalEntityIDType")
_PERSON = ("PersonIdentificationCodeSequence", "InstitutionName", "InstitutionCodeSequence", *CODED)

STUDY_RULES: tuple[Rule, ...] = (
    Rule(
        "ImagingStudy.identifier",
        Level.STUDY,
        ("StudyInstanceUID", "StudyID"),
        study_identifier,
        "without a Study Instance UID the instance is refused",
        "instances with another UID are of another study; the most frequent Study ID; reported",
        Owner.SHARED,
    ),
    Rule(
        "ImagingStudy.status",
        Level.STUDY,
        (),
        study_status,
        "registered",
        _COUNTED,
        Owner.SHARED,
        source="http://hl7.org/fhir/imagingstudy-status",
    ),
    Rule(
        "ImagingStudy.modality",
        Level.STUDY,
        ("Modality",),
        study_modality,
        _LEFT_OUT,
        "every distinct value of the series; Modalities in Study (0008,0061) as sent is not trusted",
    ),
    Rule(
        "ImagingStudy.subject",
        Level.STUDY,
        PATIENT_KEYWORDS,
        map_subject,
        "a Patient that is this study's alone",
        "the most frequent Patient ID and issuer, together; patients are never merged; reported",
    ),
    Rule(
        "ImagingStudy.encounter",
        Level.STUDY,
        ("AdmissionID", "IssuerOfAdmissionIDSequence", "IssuerOfAdmissionID", *_ISSUER),
        study_encounter,
        _LEFT_OUT,
        _MAJORITY,
        Owner.SHARED,
        source="PS3.3 C.7.2.2",
    ),
    Rule(
        "ImagingStudy.started",
        Level.STUDY,
        ("StudyDate", "StudyTime", "TimezoneOffsetFromUTC"),
        study_started,
        _LEFT_OUT,
        "the most frequent moment: date, time and offset together; reported",
    ),
    Rule(
        "ImagingStudy.basedOn",
        Level.STUDY,
        (
            "AccessionNumber",
            "IssuerOfAccessionNumberSequence",
            "RequestAttributesSequence",
            "RequestedProcedureID",
            "RequestedProcedureDescription",
            "RequestedProcedureCodeSequence",
            "CodeMeaning",
            *_ISSUER,
        ),
        study_based_on,
        _LEFT_OUT,
        "one reference for every distinct accession number",
        Owner.SHARED,
    ),
    Rule(
        "ImagingStudy.procedure",
        Level.STUDY,
        ("ProcedureCodeSequence", "PerformedProcedureStepID", "PerformedProcedureStepDescription", *CODED),
        study_procedure,
        _LEFT_OUT,
        _UNION,
        Owner.SHARED,
        source="PS3.3 C.7.2.1",
    ),
    Rule(
        "ImagingStudy.referrer",
        Level.STUDY,
        ("ReferringPhysicianName", "ReferringPhysicianIdentificationSequence", *_PERSON),
        study_referrer,
        _LEFT_OUT,
        _MAJORITY,
    ),
    Rule(
        "ImagingStudy.endpoint",
        Level.STUDY,
        (),
        study_endpoint,
        "left out where no service is configured",
        "configured, not read",
        source="http://terminology.hl7.org/CodeSystem/endpoint-connection-type",
    ),
    Rule(
        "ImagingStudy.location",
        Level.STUDY,
        ("InstitutionalDepartmentName", "InstitutionalDepartmentTypeCodeSequence", "InstitutionName", *CODED),
        study_location,
        _LEFT_OUT,
        "the most frequent department, with its type and institution; reported",
        Owner.SHARED,
    ),
    Rule(
        "ImagingStudy.reason",
        Level.STUDY,
        (
            "ReasonForRequestedProcedureCodeSequence",
            "ReasonForTheRequestedProcedure",
            "RequestAttributesSequence",
            "ReasonForStudy",
            "AdmittingDiagnosesCodeSequence",
            "AdmittingDiagnosesDescription",
            *CODED,
        ),
        study_reason,
        _LEFT_OUT,
        "the most frequent of the study's, every distinct one of its requests",
        Owner.SHARED,
    ),
    Rule(
        "ImagingStudy.note",
        Level.STUDY,
        ("StudyComments",),
        study_note,
        _LEFT_OUT,
        _MAJORITY,
        Owner.SHARED,
        source="retired, PS3.3 C.4.10 (2004)",
    ),
    Rule("ImagingStudy.description", Level.STUDY, ("StudyDescription",), study_description, _LEFT_OUT, _MAJORITY),
    Rule("ImagingStudy.numberOfSeries", Level.STUDY, (), study_number_of_series, "cannot be absent", _COUNTED),
    Rule(
        "ImagingStudy.numberOfInstances",
        Level.STUDY,
        (),
        study_number_of_instances,
        "left out where the instances are not listed (ist-4)",
        _COUNTED,
    ),
)
"""The elements of the study, but for its series."""

SERIES_RULES: tuple[Rule, ...] = (
    Rule(
        "ImagingStudy.series.uid",
        Level.SERIES,
        ("SeriesInstanceUID",),
        series_uid,
        "without a Series Instance UID the instance is refused",
        "instances with another UID are of another series",
    ),
    Rule("ImagingStudy.series.number", Level.SERIES, ("SeriesNumber",), series_number, _LEFT_OUT, _MAJORITY),
    Rule(
        "ImagingStudy.series.modality",
        Level.SERIES,
        ("Modality",),
        series_modality,
        "data-absent-reason",
        _MAJORITY,
    ),
    Rule(
        "ImagingStudy.series.description",
        Level.SERIES,
        ("SeriesDescription",),
        series_description,
        _LEFT_OUT,
        _MAJORITY,
    ),
    Rule(
        "ImagingStudy.series.numberOfInstances",
        Level.SERIES,
        (),
        series_number_of_instances,
        "cannot be absent",
        _COUNTED,
    ),
    Rule(
        "ImagingStudy.series.bodySite",
        Level.SERIES,
        BODY_SITE_KEYWORDS,
        map_body_site,
        _LEFT_OUT,
        "the most frequent region and Laterality; images or frames of both sides make it bilateral",
        source="PS3.16 Annex L",
    ),
    Rule(
        "ImagingStudy.series.specimen",
        Level.SERIES,
        (
            "SpecimenDescriptionSequence",
            "SpecimenIdentifier",
            "SpecimenUID",
            "IssuerOfTheSpecimenIdentifierSequence",
            "SpecimenTypeCodeSequence",
            "SpecimenShortDescription",
            *_ISSUER,
            *CODED,
        ),
        series_specimen,
        _LEFT_OUT,
        _UNION,
    ),
    Rule(
        "ImagingStudy.series.started",
        Level.SERIES,
        (
            "SeriesDate",
            "SeriesTime",
            "PerformedProcedureStepStartDate",
            "PerformedProcedureStepStartTime",
            "AcquisitionDate",
            "AcquisitionTime",
            "AcquisitionDateTime",
            "TimezoneOffsetFromUTC",
        ),
        series_started,
        _LEFT_OUT,
        "the most frequent moment: date, time and offset together; of acquisitions the earliest; reported",
    ),
    Rule(
        "ImagingStudy.series.performer",
        Level.SERIES,
        (
            "PerformingPhysicianName",
            "PerformingPhysicianIdentificationSequence",
            "OperatorsName",
            "OperatorIdentificationSequence",
            "Manufacturer",
            "ManufacturerModelName",
            "DeviceSerialNumber",
            "StationName",
            "SoftwareVersions",
            "InstitutionAddress",
            *_PERSON,
        ),
        series_performer,
        _LEFT_OUT,
        _MAJORITY,
    ),
)
"""The elements of a series, but for its instances."""

INSTANCE_RULES: tuple[Rule, ...] = (
    Rule(
        "ImagingStudy.series.instance.uid",
        Level.INSTANCE,
        ("SOPInstanceUID",),
        instance_uid,
        "without a SOP Instance UID the instance is refused",
        "a second object with the same UID is refused",
    ),
    Rule(
        "ImagingStudy.series.instance.sopClass",
        Level.INSTANCE,
        ("SOPClassUID",),
        instance_sop_class,
        "that of the file meta information (0002,0002); else data-absent-reason",
        _NONE,
        says_absent=True,
    ),
    Rule("ImagingStudy.series.instance.number", Level.INSTANCE, ("InstanceNumber",), instance_number, _LEFT_OUT, _NONE),
    Rule(
        "ImagingStudy.series.instance.title",
        Level.INSTANCE,
        ("ConceptNameCodeSequence", "CodeMeaning", "ContentLabel", "ContentDescription", "DocumentTitle"),
        instance_title,
        _LEFT_OUT,
        _NONE,
    ),
)
"""The elements of an instance."""

RULES: tuple[Rule, ...] = (*STUDY_RULES, *SERIES_RULES, *INSTANCE_RULES)
"""Every rule."""

UNMAPPED: Mapping[str, str] = MappingProxyType(
    {
        "ImagingStudy": "the resource itself",
        "ImagingStudy.series": "one for each Series Instance UID; its elements have rules",
        "ImagingStudy.series.endpoint": "only where it differs from the study's, which it never does on one server",
        "ImagingStudy.series.performer.function": "made with series.performer: PRF, SPRF, DEV or LOC",
        "ImagingStudy.series.performer.actor": "made with series.performer",
        "ImagingStudy.series.instance": "one for each SOP Instance UID; its elements have rules",
    }
)
"""Why an element has no rule of its own."""
