"""ImagingStudy's rows, cell by cell where the specification is specific."""

from __future__ import annotations

from filmroom.fhir.definition import Element, Strength
from filmroom.fhir.definitions import definition

ROWS = {row.path: row for row in definition("ImagingStudy").elements}

# path below ImagingStudy, cardinality, types, in the summary: the specification's page, line by line
PAGE = """
identifier                    0..*  Identifier                                                       yes
status                        1..1  code                                                             yes
modality                      0..*  CodeableConcept                                                  yes
subject                       1..1  Reference(Patient,Device,Group)                                  yes
encounter                     0..1  Reference(Encounter)                                             yes
started                       0..1  dateTime                                                         yes
basedOn                       0..*  Reference(CarePlan,ServiceRequest,Appointment,Task)              yes
procedure                     0..*  Reference(Procedure)                                             yes
referrer                      0..1  Reference(Practitioner,PractitionerRole)                         yes
endpoint                      0..*  Reference(Endpoint)                                              yes
location                      0..1  Reference(Location)                                              yes
reason                        0..*  CodeableReference(Condition,Observation,DiagnosticReport,DocumentReference) yes
note                          0..*  Annotation                                                       yes
description                   0..1  string                                                           yes
numberOfSeries                0..1  unsignedInt                                                      yes
numberOfInstances             0..1  unsignedInt                                                      yes
series                        0..*  BackboneElement                                                  yes
series.uid                    1..1  id                                                               yes
series.number                 0..1  unsignedInt                                                      yes
series.modality               1..1  CodeableConcept                                                  yes
series.description            0..1  string                                                           yes
series.numberOfInstances      0..1  unsignedInt                                                      yes
series.endpoint               0..*  Reference(Endpoint)                                              yes
series.bodySite               0..1  CodeableReference(BodyStructure)                                 yes
series.specimen               0..*  Reference(Specimen)                                              yes
series.started                0..1  dateTime                                                         yes
series.performer              0..*  BackboneElement                                                  yes
series.performer.function     0..1  CodeableConcept                                                  yes
series.performer.actor        1..1  Reference(Practitioner,PractitionerRole,Organization,CareTeam,Patient,Device,RelatedPerson,HealthcareService) yes
series.instance               0..*  BackboneElement                                                  no
series.instance.uid           1..1  id                                                               no
series.instance.sopClass      1..1  oid                                                              no
series.instance.number        0..1  unsignedInt                                                      no
series.instance.title         0..1  string                                                           no
"""  # noqa: E501 it reads like the page

CONDITIONS = {
    "identifier": ("ist-1", "ist-2"),
    "modality": ("ist-7",),
    "numberOfSeries": ("ist-3",),
    "numberOfInstances": ("ist-4", "ist-5"),
    "series": ("ist-1", "ist-3", "ist-4", "ist-5", "ist-6", "ist-7"),
    "series.modality": ("ist-7",),
    "series.numberOfInstances": ("ist-5", "ist-6"),
    "series.instance": ("ist-4", "ist-6"),
}

ALIASES = {
    "identifier": ("StudyInstanceUID",),
    "modality": ("ModalitiesInStudy",),
    "started": ("StudyDate", "StudyTime"),
    "basedOn": ("AccessionNumber",),
    "referrer": ("ReferringPhysiciansName",),
    "description": ("StudyDescription",),
    "numberOfSeries": ("NumberOfStudyRelatedSeries",),
    "numberOfInstances": ("NumberOfStudyRelatedInstances",),
    "series.uid": ("SeriesInstanceUID",),
    "series.number": ("SeriesNumber",),
    "series.modality": ("Modality",),
    "series.description": ("SeriesDescription",),
    "series.numberOfInstances": ("NumberOfSeriesRelatedInstances",),
    "series.bodySite": ("BodyPartExamined",),
    "series.performer": ("PerformingPhysicianName", "OperatorName", "ManufacturersModelName", "InstitutionName"),
    "series.instance.uid": ("SOPInstanceUID",),
    "series.instance.sopClass": ("SOPClassUID",),
    "series.instance.number": ("InstanceNumber",),
}

CID_33 = "http://dicom.nema.org/medical/dicom/current/output/chtml/part16/sect_CID_33.html"

BINDINGS = {
    "status": (Strength.REQUIRED, "http://hl7.org/fhir/ValueSet/imagingstudy-status"),
    "modality": (Strength.EXTENSIBLE, CID_33),
    "reason": (Strength.EXAMPLE, "http://hl7.org/fhir/ValueSet/procedure-reason"),
    "series.modality": (Strength.EXTENSIBLE, CID_33),
    "series.bodySite": (Strength.EXAMPLE, "http://hl7.org/fhir/ValueSet/body-site"),
    "series.performer.function": (Strength.EXTENSIBLE, "http://hl7.org/fhir/ValueSet/series-performer-function"),
}

# How many elements, the root included, have a mapping of each identity.
MAPPING_COUNTS = {"dicom": 27, "rim": 34, "v2": 4, "w5": 12, "workflow": 14}


def written(row: Element) -> str:
    """Write a row as the page does."""
    types = ",".join(each.code + (f"({','.join(each.targets)})" if each.targets else "") for each in row.types)
    path = row.path.removeprefix("ImagingStudy.")
    return f"{path} {row.min}..{row.max} {types} {'yes' if row.summary else 'no'}"


def below(path: str) -> Element:
    return ROWS[f"ImagingStudy.{path}"]


def test_it_has_the_34_elements_of_the_page_in_its_order() -> None:
    page = [" ".join(line.split()) for line in PAGE.strip().splitlines()]

    assert [written(row) for row in definition("ImagingStudy").elements[1:]] == page
    assert len(page) == 34


def test_the_seven_rules_are_verbatim() -> None:
    rules = {rule.key: rule.expression for rule in ROWS["ImagingStudy"].constraints}

    assert rules == {
        "ist-1": "series.exists() implies identifier.where(system = 'urn:dicom:uid').exists()",
        "ist-2": "identifier.where(system = 'urn:dicom:uid').count() < 2",
        "ist-3": "numberOfSeries.exists() and series.exists() implies numberOfSeries = series.count()",
        "ist-4": "numberOfInstances.exists() and series.exists() implies numberOfInstances = series.instance.count()",
        "ist-5": "numberOfInstances.exists() and series.numberOfInstances.exists() implies numberOfInstances = "
        "series.numberOfInstances.aggregate($total + $this.toInteger(), 0)",
        "ist-6": "series.where(numberOfInstances.empty() or instance.empty() or numberOfInstances = "
        "instance.count()).count() = series.count()",
        "ist-7": "modality.exists() implies modality.coding.select(system&'|'&code).trace('r')"
        ".exclude(series.modality.coding.select(system&'|'&code).trace('c')).empty() and "
        "modality.text.exclude(series.modality.text).empty() and "
        "series.modality.coding.select(system&'|'&code).trace('r')"
        ".exclude(modality.coding.select(system&'|'&code).trace('c')).empty() and "
        "series.modality.text.exclude(modality.text).empty()",
    }
    assert {rule.severity for rule in ROWS["ImagingStudy"].constraints} == {"error"}


def test_conditions_are_complete_and_name_existing_rules() -> None:
    given = {path.removeprefix("ImagingStudy."): row.conditions for path, row in ROWS.items() if row.conditions}

    assert given == CONDITIONS
    keys = {rule.key for rule in ROWS["ImagingStudy"].constraints}
    assert {key for each in given.values() for key in each} == keys


def test_aliases_are_complete() -> None:
    given = {path.removeprefix("ImagingStudy."): row.aliases for path, row in ROWS.items() if row.aliases}

    assert given == ALIASES


def test_bindings_are_complete() -> None:
    given = {
        path.removeprefix("ImagingStudy."): (row.binding.strength, row.binding.value_set)
        for path, row in ROWS.items()
        if row.binding
    }

    assert given == BINDINGS


def test_the_status_is_the_only_modifier() -> None:
    assert [row.path for row in ROWS.values() if row.modifier] == ["ImagingStudy.status"]
    assert below("status").modifier_reason == (
        "This element is labeled as a modifier because it is a status element that contains status entered-in-error "
        "which means that the resource SHOULD NOT be treated as valid"
    )


def test_mappings_are_complete() -> None:
    identities = [each.identity for row in ROWS.values() for each in row.mappings]

    assert {identity: identities.count(identity) for identity in sorted(set(identities))} == MAPPING_COUNTS


def test_mappings_are_verbatim_even_where_the_page_slips() -> None:
    maps = {path: {each.identity: each.map for each in row.mappings} for path, row in ROWS.items()}

    assert maps["ImagingStudy"]["dicom"] == "DICOM Tag Mapping"
    assert maps["ImagingStudy.series.bodySite"]["dicom"] == (
        "Body Part Examined (0018,0015) or Anatomic Region Sequence (0008,2218) and Laterality (0020,0060)"
    )
    assert maps["ImagingStudy.series.started"]["dicom"] == "Series Date (0008,0021) + and Series Time (0008,0031)"
    assert maps["ImagingStudy.series.instance.sopClass"]["rim"] == (
        '.inboundRelationship[typeCode=COMP]. source[classCode=OBS, moodCode=EVN, code="sop class"].value'
    )
    assert maps["ImagingStudy.status"]["v2"] == "Varies by domain"
    assert maps["ImagingStudy.series.instance.title"]["dicom"] == "Document Title (0042,0010)"
