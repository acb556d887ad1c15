"""ImagingStudy: a study's series and instances, as FHIR describes them.

Rows are in the order of the specification; rules and mappings are verbatim, slips of the pen included.

Source: https://hl7.org/fhir/6.0.0-ballot4/imagingstudy-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import codeable_reference, error, example, extensible, reference, required, row

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="ImagingStudy",
        kind=Kind.RESOURCE,
        base="DomainResource",
        description=(
            "An imaging study: its series, their instances, whom they show, why and how they were made, "
            "and where they are."
        ),
        source="https://hl7.org/fhir/6.0.0-ballot4/imagingstudy-definitions.html",
        elements=(
            row(
                "ImagingStudy",
                "0..*",
                (),
                "Images and related DICOM objects made in one study",
                rules=(
                    error(
                        "ist-1",
                        ("series SHALL only be present if an identifier is present with a system of urn:dicom:uid"),
                        "series.exists() implies identifier.where(system = 'urn:dicom:uid').exists()",
                    ),
                    error(
                        "ist-2",
                        "At most, a single identifier SHALL be present with a system of urn:dicom:uid",
                        "identifier.where(system = 'urn:dicom:uid').count() < 2",
                    ),
                    error(
                        "ist-3",
                        (
                            "If numberOfSeries and series are both present, the numberOfSeries value SHALL match "
                            "the number of series elements"
                        ),
                        "numberOfSeries.exists() and series.exists() implies numberOfSeries = series.count()",
                    ),
                    error(
                        "ist-4",
                        (
                            "If numberOfInstances and series.instance are both present, the numberOfInstances "
                            "value SHALL match the total number of series.instance elements"
                        ),
                        (
                            "numberOfInstances.exists() and series.exists() implies numberOfInstances = series."
                            "instance.count()"
                        ),
                    ),
                    error(
                        "ist-5",
                        (
                            "If numberOfInstances and series.numberOfInstances are both present, the "
                            "numberOfInstances value SHALL be the sum of the series.numberOfInstance values."
                        ),
                        (
                            "numberOfInstances.exists() and series.numberOfInstances.exists() implies "
                            "numberOfInstances = series.numberOfInstances.aggregate($total + $this.toInteger(), "
                            "0)"
                        ),
                    ),
                    error(
                        "ist-6",
                        (
                            "For each series element, if numberOfInstances and instance are both present, the "
                            "numberOfInstances value SHALL match the number of instance elements"
                        ),
                        (
                            "series.where(numberOfInstances.empty() or instance.empty() or numberOfInstances = "
                            "instance.count()).count() = series.count()"
                        ),
                    ),
                    error(
                        "ist-7",
                        ("If modality is present, modality SHALL equal all of the distinct values of series.modality"),
                        (
                            "modality.exists() implies modality.coding.select(system&'|'&code).trace('r')."
                            "exclude(series.modality.coding.select(system&'|'&code).trace('c')).empty() and "
                            "modality.text.exclude(series.modality.text).empty() and series.modality.coding."
                            "select(system&'|'&code).trace('r').exclude(modality.coding.select(system&'|'&code)."
                            "trace('c')).empty() and series.modality.text.exclude(modality.text).empty()"
                        ),
                    ),
                ),
                maps={
                    "workflow": "Event",
                    "rim": "Act[classCode=COMPOSITION, moodCode=EVN]",
                    "dicom": "DICOM Tag Mapping",
                    "w5": "clinical.diagnostics",
                },
            ),
            row(
                "ImagingStudy.identifier",
                "0..*",
                "Identifier",
                "What the study is known by, its Study Instance UID above all",
                summary=True,
                aliases=("StudyInstanceUID",),
                conditions=("ist-1", "ist-2"),
                maps={
                    "workflow": "Event.identifier",
                    "w5": "FiveWs.identifier",
                    "rim": ".id and .inboundRelationship[typeCode=COMP].source[classCode=ACSN, moodCode=EVN].id",
                    "dicom": "Study Instance UID (0020,000D) and / or Study ID (0020,0010)",
                },
            ),
            row(
                "ImagingStudy.status",
                "1..1",
                "code",
                "Whether the study is registered, available, cancelled, inactive",
                bound=required("imagingstudy-status"),
                summary=True,
                modifier=(
                    "This element is labeled as a modifier because it is a status element that contains "
                    "status entered-in-error which means that the resource SHOULD NOT be treated as valid"
                ),
                maps={"workflow": "Event.status", "w5": "FiveWs.status", "v2": "Varies by domain", "rim": ".status"},
            ),
            row(
                "ImagingStudy.modality",
                "0..*",
                "CodeableConcept",
                "Every kind of modality among its series, once each",
                bound=extensible("http://dicom.nema.org/medical/dicom/current/output/chtml/part16/sect_CID_33.html"),
                summary=True,
                aliases=("ModalitiesInStudy",),
                conditions=("ist-7",),
                maps={
                    "w5": "FiveWs.class",
                    "rim": ".code",
                    "dicom": "Modalities in Study (0008,0061) or Modality (0008,0060)",
                },
            ),
            row(
                "ImagingStudy.subject",
                "1..1",
                reference("Patient", "Device", "Group"),
                "Who or what was imaged",
                summary=True,
                maps={
                    "workflow": "Event.subject",
                    "w5": "FiveWs.subject",
                    "rim": ".participation[typeCode=SBJ].role",
                    "dicom": (
                        "Patient ID (0010,0020) and Issuer of Patient ID (0010,0021) and / or Issuer of "
                        "Patient ID Qualifiers Sequence (0010,0024) and / or Patient Name (0010,0010)"
                    ),
                },
            ),
            row(
                "ImagingStudy.encounter",
                "0..1",
                reference("Encounter"),
                "The visit during which it was made",
                summary=True,
                maps={
                    "workflow": "Event.encounter",
                    "w5": "FiveWs.context",
                    "rim": "inboundRelationship[typeCode=COMP].source[classCode=ENC, moodCode=EVN]",
                },
            ),
            row(
                "ImagingStudy.started",
                "0..1",
                "dateTime",
                "When the study began",
                summary=True,
                aliases=("StudyDate", "StudyTime"),
                maps={
                    "workflow": "Event.occurrence[x]",
                    "w5": "FiveWs.init",
                    "rim": ".effectiveTime",
                    "dicom": "Study Date (0008,0020) and Study Time (0008,0030)",
                },
            ),
            row(
                "ImagingStudy.basedOn",
                "0..*",
                reference("CarePlan", "ServiceRequest", "Appointment", "Task"),
                "The order or plan that it carries out",
                summary=True,
                aliases=("AccessionNumber",),
                maps={
                    "workflow": "Event.basedOn",
                    "w5": "FiveWs.cause",
                    "rim": ".outboundRelationship[typeCode=FLFS].target[classCode=DGIMG, moodCode=RQO]",
                    "dicom": (
                        "Accession Number (0080,0050) and Issuer of Accession Number Sequence (0080,0051) "
                        "and / or Requested Procedure Code Sequence (0032,1064)"
                    ),
                },
            ),
            row(
                "ImagingStudy.procedure",
                "0..*",
                reference("Procedure"),
                "The procedure during which it was made",
                summary=True,
                maps={
                    "workflow": "Event.partOf",
                    "v2": "Varies by domain",
                    "rim": ".outboundRelationship[typeCode=FLFS].target",
                },
            ),
            row(
                "ImagingStudy.referrer",
                "0..1",
                reference("Practitioner", "PractitionerRole"),
                "The physician who asked for it",
                summary=True,
                aliases=("ReferringPhysiciansName",),
                maps={
                    "w5": "FiveWs.cause",
                    "rim": (
                        ".outboundRelationship[typeCode=FLFS].target[classCode=DGIMG, moodCode=RQO]."
                        "participation[typeCode=AUT].role"
                    ),
                    "dicom": (
                        "Referring Physician's Name (0008,0090) and Referring Physician Identification "
                        "Sequence (0008,0096)"
                    ),
                },
            ),
            row(
                "ImagingStudy.endpoint",
                "0..*",
                reference("Endpoint"),
                "Where the whole study can be fetched or searched",
                summary=True,
                maps={"rim": "Not supported"},
            ),
            row(
                "ImagingStudy.location",
                "0..1",
                reference("Location"),
                "Where it was performed",
                summary=True,
                maps={
                    "workflow": "Event.location",
                    "w5": "FiveWs.where[x]",
                    "v2": "EVN-7",
                    "rim": ".participation[typeCode=LOC].role",
                    "dicom": (
                        "Institutional Department Name (0008,1040) and Institutional Department Type Code "
                        "Sequence (0008,1041)"
                    ),
                },
            ),
            row(
                "ImagingStudy.reason",
                "0..*",
                codeable_reference("Condition", "Observation", "DiagnosticReport", "DocumentReference"),
                "Why it was performed",
                bound=example("procedure-reason"),
                summary=True,
                maps={
                    "workflow": "Event.reason",
                    "w5": "FiveWs.why[x]",
                    "rim": ".reasonCode",
                    "dicom": "Reason for Requested Procedure Code Sequence (0040,1002)",
                },
            ),
            row(
                "ImagingStudy.note",
                "0..*",
                "Annotation",
                "Remarks about the study",
                summary=True,
                maps={"workflow": "Event.note"},
            ),
            row(
                "ImagingStudy.description",
                "0..1",
                "string",
                "The study's description, as the site words it",
                summary=True,
                aliases=("StudyDescription",),
                maps={"rim": ".text", "dicom": "Study Description (0008,1030)"},
            ),
            row(
                "ImagingStudy.numberOfSeries",
                "0..1",
                "unsignedInt",
                "How many series the study is known to have",
                summary=True,
                aliases=("NumberOfStudyRelatedSeries",),
                conditions=("ist-3",),
                maps={
                    "rim": (
                        ".outboundRelationship[typeCode=COMP, subsetCode=SUMM].target[classCode=OBSSER, "
                        "moodCode=EVN].repeatNumber"
                    ),
                    "dicom": (
                        "Number of Study Related Series (0020,1206). Note: this attribute is not included in "
                        "DICOM instance metadata but is returned as a result of a query."
                    ),
                },
            ),
            row(
                "ImagingStudy.numberOfInstances",
                "0..1",
                "unsignedInt",
                "How many instances the study is known to have",
                summary=True,
                aliases=("NumberOfStudyRelatedInstances",),
                conditions=("ist-4", "ist-5"),
                maps={
                    "rim": (
                        ".outboundRelationship[typeCode=COMP, subsetCode=SUMM].target[classCode=DGIMG, "
                        "moodCode=EVN].repeatNumber"
                    ),
                    "dicom": (
                        "Number of Study Related Instances (0020,1208). Note: this attribute is not included "
                        "in DICOM instance metadata but is returned as a result of a query."
                    ),
                },
            ),
            row(
                "ImagingStudy.series",
                "0..*",
                "BackboneElement",
                "One series of the study",
                summary=True,
                conditions=("ist-1", "ist-3", "ist-4", "ist-5", "ist-6", "ist-7"),
                maps={"rim": ".outboundRelationship[typeCode=COMP].target[classCode=OBSSER, moodCode=EVN]"},
            ),
            row(
                "ImagingStudy.series.uid",
                "1..1",
                "id",
                "Series Instance UID, without urn:oid:",
                summary=True,
                aliases=("SeriesInstanceUID",),
                maps={"rim": ".id", "dicom": "Series Instance UID (0020,000E)"},
            ),
            row(
                "ImagingStudy.series.number",
                "0..1",
                "unsignedInt",
                "The number that the series carries within the study",
                summary=True,
                aliases=("SeriesNumber",),
                maps={
                    "rim": (
                        ".inboundRelationship[type=COMP, source[classCode=COMPOSITION, moodCode=EVN]].sequenceNumber"
                    ),
                    "dicom": "Series Number (0020,0011)",
                },
            ),
            row(
                "ImagingStudy.series.modality",
                "1..1",
                "CodeableConcept",
                "The one modality that made the series",
                bound=extensible("http://dicom.nema.org/medical/dicom/current/output/chtml/part16/sect_CID_33.html"),
                summary=True,
                aliases=("Modality",),
                conditions=("ist-7",),
                maps={"rim": ".code", "dicom": "Modality (0008,0060)"},
            ),
            row(
                "ImagingStudy.series.description",
                "0..1",
                "string",
                "The series' description, as the site words it",
                summary=True,
                aliases=("SeriesDescription",),
                maps={"rim": ".text", "dicom": "Series Description (0008,103E)"},
            ),
            row(
                "ImagingStudy.series.numberOfInstances",
                "0..1",
                "unsignedInt",
                "How many instances the series is known to have",
                summary=True,
                aliases=("NumberOfSeriesRelatedInstances",),
                conditions=("ist-5", "ist-6"),
                maps={
                    "rim": (
                        ".outboundRelationship[typeCode=COMP, subsetCode=SUMM].target[classCode=DGIMG, "
                        "moodCode=EVN].repeatNumber"
                    ),
                    "dicom": (
                        "Number of Series Related Instances (0020,1209). Note: this attribute is not "
                        "included in DICOM instance metadata but is returned as a result of a query."
                    ),
                },
            ),
            row(
                "ImagingStudy.series.endpoint",
                "0..*",
                reference("Endpoint"),
                "Where the series can be fetched or searched",
                summary=True,
                maps={"rim": "Not supported"},
            ),
            row(
                "ImagingStudy.series.bodySite",
                "0..1",
                codeable_reference("BodyStructure"),
                "The part of the body that was examined, side included",
                bound=example("body-site"),
                summary=True,
                aliases=("BodyPartExamined",),
                maps={
                    "rim": ".targetSiteCode",
                    "dicom": (
                        "Body Part Examined (0018,0015) or Anatomic Region Sequence (0008,2218) and "
                        "Laterality (0020,0060)"
                    ),
                },
            ),
            row(
                "ImagingStudy.series.specimen",
                "0..*",
                reference("Specimen"),
                "The specimen that was imaged",
                summary=True,
                maps={
                    "rim": "Role[classCode=SPEC]",
                    "dicom": (
                        "Specimen Identifier (0040,0551) or Specimen UID (0040,0554) and + Issuer of the "
                        "Specimen Identifier Sequence (0040,0562)"
                    ),
                },
            ),
            row(
                "ImagingStudy.series.started",
                "0..1",
                "dateTime",
                "When the series began",
                summary=True,
                maps={"rim": ".effectiveTime", "dicom": "Series Date (0008,0021) + and Series Time (0008,0031)"},
            ),
            row(
                "ImagingStudy.series.performer",
                "0..*",
                "BackboneElement",
                "Who or what took part in making the series",
                summary=True,
                aliases=("PerformingPhysicianName", "OperatorName", "ManufacturersModelName", "InstitutionName"),
                maps={
                    "workflow": "Event.performer",
                    "rim": ".participation[typeCode=PRF].role",
                    "dicom": (
                        "One or more of: Performing Physician's Name (0008,1050) and Performing Physician "
                        "Identification Sequence (0008,1052); Operators' Name (0008,1070) and Operator "
                        "Identification Sequence (0008,1072); Manufacturer (0008,0070) and Manufacturer's "
                        "Model Name (0008,1090); or Institution Name (0008,0080)"
                    ),
                },
            ),
            row(
                "ImagingStudy.series.performer.function",
                "0..1",
                "CodeableConcept",
                "In which role they took part",
                bound=extensible("series-performer-function"),
                summary=True,
                maps={
                    "workflow": "Event.performer.function",
                    "rim": ".participation[typeCode=PRF].role",
                    "dicom": (
                        "PRF (Performing Physician's Name); SPRF (Operator's Name); DEV (Manufacturer / "
                        "Manufacturer's Model Name); or LOC (Institution Name)"
                    ),
                },
            ),
            row(
                "ImagingStudy.series.performer.actor",
                "1..1",
                reference(
                    "Practitioner",
                    "PractitionerRole",
                    "Organization",
                    "CareTeam",
                    "Patient",
                    "Device",
                    "RelatedPerson",
                    "HealthcareService",
                ),
                "The person, organization or device that took part",
                summary=True,
                maps={
                    "workflow": "Event.performer.actor",
                    "w5": "FiveWs.actor",
                    "v2": "EVN-5 or by domain",
                    "rim": ".participation[typeCode=PRF].role[scoper.determinerCode=INSTANCE]",
                    "dicom": (
                        "Practitioner (Performing Physician's Name); Practitioner (Operator's Name); Device "
                        "(Manufacturer / Manufacturer's Model Name); or Organization (Institution Name)"
                    ),
                },
            ),
            row(
                "ImagingStudy.series.instance",
                "0..*",
                "BackboneElement",
                "One instance of the series, an image or another object",
                conditions=("ist-4", "ist-6"),
                maps={"rim": ".outboundRelationship[typeCode=COMP].target[classCode=DGIMG, moodCode=EVN]"},
            ),
            row(
                "ImagingStudy.series.instance.uid",
                "1..1",
                "id",
                "SOP Instance UID, without urn:oid:",
                aliases=("SOPInstanceUID",),
                maps={"rim": ".id", "dicom": "SOP Instance UID (0008,0018)"},
            ),
            row(
                "ImagingStudy.series.instance.sopClass",
                "1..1",
                "oid",
                "SOP Class UID, with urn:oid:",
                aliases=("SOPClassUID",),
                maps={
                    "rim": (
                        '.inboundRelationship[typeCode=COMP]. source[classCode=OBS, moodCode=EVN, code="sop '
                        'class"].value'
                    ),
                    "dicom": "SOP Class UID (0008,0016)",
                },
            ),
            row(
                "ImagingStudy.series.instance.number",
                "0..1",
                "unsignedInt",
                "The number that the instance carries within the series",
                aliases=("InstanceNumber",),
                maps={
                    "rim": (
                        ".inboundRelationship[typeCode=COMP, source[classCode=OBSSER, moodCode=EVN]].sequenceNumber"
                    ),
                    "dicom": "Instance Number (0020,0013)",
                },
            ),
            row(
                "ImagingStudy.series.instance.title",
                "0..1",
                "string",
                "A name or title of the instance",
                maps={"rim": ".title", "dicom": "Document Title (0042,0010)"},
            ),
        ),
    ),
)
