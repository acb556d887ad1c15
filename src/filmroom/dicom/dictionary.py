"""The DICOM attributes that filmroom reads, and what the standard says of each.

Keywords, tags, VRs and VMs are those of PS3.6 section 6 (a test compares every row with pydicom's
dictionary, edition 2025a); the clause beside a row says where PS3.3 defines the attribute.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ATTRIBUTES",
    "BY_TAG",
    "FRAMES_TAG",
    "LAST_TAG",
    "ROOT_ATTRIBUTES",
    "Attribute",
    "Level",
    "attribute",
    "format_tag",
]


class Level(StrEnum):
    """To what an attribute belongs. Source: PS3.3 A.1.2 and the modules named in the rows."""

    COMMON = "common"  # has a bearing on how the others are read
    STUDY = "study"  # the Patient and Study entities
    SERIES = "series"  # the Series and Equipment entities, and what images say of their series
    INSTANCE = "instance"
    ITEM = "item"  # only inside sequences


@dataclass(frozen=True, slots=True)
class Attribute:
    """One row of the table.

    Attributes:
        tag: group in the upper sixteen bits, element in the lower.
        vm: the value multiplicity as PS3.6 writes it.
        items: for a sequence, the keywords that are read inside its items.
        clause: where PS3.3 defines it.
    """

    keyword: str
    tag: int
    vr: str
    vm: str
    level: Level
    clause: str
    items: tuple[str, ...] = ()

    @property
    def is_multiple(self) -> bool:
        """Whether it may have more than one value."""
        return self.vm != "1"


def format_tag(tag: int) -> str:
    """Write a tag the way the standard does: ``(0008,0060)``."""
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"


_CODE = ("CodeValue", "LongCodeValue", "URNCodeValue", "CodingSchemeDesignator", "CodingSchemeVersion", "CodeMeaning")
_ISSUER = ("LocalNamespaceEntityID", "UniversalEntityID", "UniversalEntityIDType")
_PERSON = ("PersonIdentificationCodeSequence", "InstitutionName", "InstitutionCodeSequence")
_REQUEST = (
    "AccessionNumber",
    "IssuerOfAccessionNumberSequence",
    "RequestedProcedureID",
    "RequestedProcedureDescription",
    "RequestedProcedureCodeSequence",
    "ReasonForTheRequestedProcedure",
    "ReasonForRequestedProcedureCodeSequence",
)
_SPECIMEN = (
    "SpecimenIdentifier",
    "SpecimenUID",
    "IssuerOfTheSpecimenIdentifierSequence",
    "SpecimenTypeCodeSequence",
    "SpecimenShortDescription",
)
_OTHER_ID = ("PatientID", "IssuerOfPatientID", "IssuerOfPatientIDQualifiersSequence")
_PATIENT_ID_ISSUER = ("UniversalEntityID", "UniversalEntityIDType", "IdentifierTypeCode")

_SOP_COMMON = "PS3.3 C.12.1"
_PATIENT = "PS3.3 C.7.1.1"
_STUDY = "PS3.3 C.7.2.1"
_PATIENT_STUDY = "PS3.3 C.7.2.2"
_SERIES = "PS3.3 C.7.3.1"
_EQUIPMENT = "PS3.3 C.7.5.1"
_REQUESTED_PROCEDURE = "PS3.3 C.4.11"
_CODE_MACRO = "PS3.3 Table 8.8-1"
_ISSUER_MACRO = "PS3.3 Table 10-17"
_PERSON_MACRO = "PS3.3 Table 10-1"
_PIXELS = "PS3.3 C.7.6.3"

C, S, E, I, X = Level.COMMON, Level.STUDY, Level.SERIES, Level.INSTANCE, Level.ITEM  # noqa: E741 (columns of letters)

# Some attributes stand at the root and inside items too; their row gives the level they have at the root.
_ROWS: tuple[tuple[str, int, str, str, Level, str, tuple[str, ...]], ...] = (
    ("SpecificCharacterSet", 0x00080005, "CS", "1-n", C, _SOP_COMMON, ()),
    ("SOPClassUID", 0x00080016, "UI", "1", I, _SOP_COMMON, ()),
    ("SOPInstanceUID", 0x00080018, "UI", "1", I, _SOP_COMMON, ()),
    ("StudyDate", 0x00080020, "DA", "1", S, _STUDY, ()),
    ("SeriesDate", 0x00080021, "DA", "1", E, _SERIES, ()),
    ("AcquisitionDate", 0x00080022, "DA", "1", I, "PS3.3 C.7.10.1", ()),
    ("AcquisitionDateTime", 0x0008002A, "DT", "1", I, "PS3.3 C.7.10.1", ()),
    ("StudyTime", 0x00080030, "TM", "1", S, _STUDY, ()),
    ("SeriesTime", 0x00080031, "TM", "1", E, _SERIES, ()),
    ("AcquisitionTime", 0x00080032, "TM", "1", I, "PS3.3 C.7.10.1", ()),
    ("AccessionNumber", 0x00080050, "SH", "1", S, _STUDY, ()),
    ("IssuerOfAccessionNumberSequence", 0x00080051, "SQ", "1", S, _STUDY, _ISSUER),
    ("Modality", 0x00080060, "CS", "1", E, _SERIES, ()),
    ("Manufacturer", 0x00080070, "LO", "1", E, _EQUIPMENT, ()),
    ("InstitutionName", 0x00080080, "LO", "1", E, _EQUIPMENT, ()),
    ("InstitutionAddress", 0x00080081, "ST", "1", E, _EQUIPMENT, ()),
    ("InstitutionCodeSequence", 0x00080082, "SQ", "1", E, _EQUIPMENT, _CODE),
    ("ReferringPhysicianName", 0x00080090, "PN", "1", S, _STUDY, ()),
    ("ReferringPhysicianIdentificationSequence", 0x00080096, "SQ", "1", S, _STUDY, _PERSON),
    ("CodeValue", 0x00080100, "SH", "1", X, _CODE_MACRO, ()),
    ("CodingSchemeDesignator", 0x00080102, "SH", "1", X, _CODE_MACRO, ()),
    ("CodingSchemeVersion", 0x00080103, "SH", "1", X, _CODE_MACRO, ()),
    ("CodeMeaning", 0x00080104, "LO", "1", X, _CODE_MACRO, ()),
    (
        "CodingSchemeIdentificationSequence",
        0x00080110,
        "SQ",
        "1",
        C,
        _SOP_COMMON,
        ("CodingSchemeDesignator", "CodingSchemeUID"),
    ),
    ("CodingSchemeUID", 0x0008010C, "UI", "1", X, _SOP_COMMON, ()),
    ("LongCodeValue", 0x00080119, "UC", "1", X, _CODE_MACRO, ()),
    ("URNCodeValue", 0x00080120, "UR", "1", X, _CODE_MACRO, ()),
    ("TimezoneOffsetFromUTC", 0x00080201, "SH", "1", C, _SOP_COMMON, ()),
    ("StationName", 0x00081010, "SH", "1", E, _EQUIPMENT, ()),
    ("StudyDescription", 0x00081030, "LO", "1", S, _STUDY, ()),
    ("ProcedureCodeSequence", 0x00081032, "SQ", "1", S, _STUDY, _CODE),
    ("SeriesDescription", 0x0008103E, "LO", "1", E, _SERIES, ()),
    ("InstitutionalDepartmentName", 0x00081040, "LO", "1", E, _EQUIPMENT, ()),
    ("InstitutionalDepartmentTypeCodeSequence", 0x00081041, "SQ", "1", E, _EQUIPMENT, _CODE),
    ("PerformingPhysicianName", 0x00081050, "PN", "1-n", E, _SERIES, ()),
    ("PerformingPhysicianIdentificationSequence", 0x00081052, "SQ", "1", E, _SERIES, _PERSON),
    ("OperatorsName", 0x00081070, "PN", "1-n", E, _SERIES, ()),
    ("OperatorIdentificationSequence", 0x00081072, "SQ", "1", E, _SERIES, _PERSON),
    ("AdmittingDiagnosesDescription", 0x00081080, "LO", "1-n", S, _PATIENT_STUDY, ()),
    ("AdmittingDiagnosesCodeSequence", 0x00081084, "SQ", "1", S, _PATIENT_STUDY, _CODE),
    ("ManufacturerModelName", 0x00081090, "LO", "1", E, _EQUIPMENT, ()),
    (
        "AnatomicRegionSequence",
        0x00082218,
        "SQ",
        "1",
        E,
        "PS3.3 Table 10-5",
        (*_CODE, "AnatomicRegionModifierSequence"),
    ),
    ("AnatomicRegionModifierSequence", 0x00082220, "SQ", "1", X, "PS3.3 Table 10-5", _CODE),
    ("PatientName", 0x00100010, "PN", "1", S, _PATIENT, ()),
    ("PatientID", 0x00100020, "LO", "1", S, _PATIENT, ()),
    ("IssuerOfPatientID", 0x00100021, "LO", "1", S, "PS3.3 Table 10-18", ()),
    ("IssuerOfPatientIDQualifiersSequence", 0x00100024, "SQ", "1", S, "PS3.3 Table 10-18", _PATIENT_ID_ISSUER),
    ("PatientBirthDate", 0x00100030, "DA", "1", S, _PATIENT, ()),
    ("PatientSex", 0x00100040, "CS", "1", S, _PATIENT, ()),
    ("OtherPatientIDs", 0x00101000, "LO", "1-n", S, "retired, PS3.3 C.7.1.1 (2007)", ()),
    ("OtherPatientNames", 0x00101001, "PN", "1-n", S, _PATIENT, ()),
    ("OtherPatientIDsSequence", 0x00101002, "SQ", "1", S, _PATIENT, _OTHER_ID),
    ("PatientSpeciesDescription", 0x00102201, "LO", "1", S, _PATIENT, ()),
    ("PatientSpeciesCodeSequence", 0x00102202, "SQ", "1", S, _PATIENT, _CODE),
    ("PatientBreedDescription", 0x00102292, "LO", "1", S, _PATIENT, ()),
    ("PatientBreedCodeSequence", 0x00102293, "SQ", "1", S, _PATIENT, _CODE),
    ("ResponsiblePerson", 0x00102297, "PN", "1", S, _PATIENT, ()),
    ("ResponsiblePersonRole", 0x00102298, "CS", "1", S, _PATIENT, ()),
    ("ResponsibleOrganization", 0x00102299, "LO", "1", S, _PATIENT, ()),
    ("BodyPartExamined", 0x00180015, "CS", "1", E, _SERIES, ()),
    ("DeviceSerialNumber", 0x00181000, "LO", "1", E, _EQUIPMENT, ()),
    ("SoftwareVersions", 0x00181020, "LO", "1-n", E, _EQUIPMENT, ()),
    ("StudyInstanceUID", 0x0020000D, "UI", "1", S, _STUDY, ()),
    ("SeriesInstanceUID", 0x0020000E, "UI", "1", E, _SERIES, ()),
    ("StudyID", 0x00200010, "SH", "1", S, _STUDY, ()),
    ("SeriesNumber", 0x00200011, "IS", "1", E, _SERIES, ()),
    ("InstanceNumber", 0x00200013, "IS", "1", I, _SOP_COMMON, ()),
    ("Laterality", 0x00200060, "CS", "1", E, _SERIES, ()),
    ("ImageLaterality", 0x00200062, "CS", "1", E, "PS3.3 C.7.6.1", ()),
    (
        "FrameAnatomySequence",
        0x00209071,
        "SQ",
        "1",
        X,
        "PS3.3 C.7.6.16.2.8",
        ("FrameLaterality", "AnatomicRegionSequence"),
    ),
    ("FrameLaterality", 0x00209072, "CS", "1", X, "PS3.3 C.7.6.16.2.8", ()),
    ("NumberOfFrames", 0x00280008, "IS", "1", I, "PS3.3 C.7.6.6", ()),
    ("Rows", 0x00280010, "US", "1", I, _PIXELS, ()),
    ("Columns", 0x00280011, "US", "1", I, _PIXELS, ()),
    ("ReasonForStudy", 0x00321030, "LO", "1", S, "retired, PS3.3 C.4.10 (2004)", ()),
    ("RequestedProcedureDescription", 0x00321060, "LO", "1", S, _REQUESTED_PROCEDURE, ()),
    ("RequestedProcedureCodeSequence", 0x00321064, "SQ", "1", S, _REQUESTED_PROCEDURE, ("CodeMeaning",)),
    ("StudyComments", 0x00324000, "LT", "1", S, "retired, PS3.3 C.4.10 (2004)", ()),
    ("AdmissionID", 0x00380010, "LO", "1", S, _PATIENT_STUDY, ()),
    ("IssuerOfAdmissionID", 0x00380011, "LO", "1", S, "retired, PS3.3 C.3.2 (2008)", ()),
    ("IssuerOfAdmissionIDSequence", 0x00380014, "SQ", "1", S, _PATIENT_STUDY, _ISSUER),
    ("LocalNamespaceEntityID", 0x00400031, "UT", "1", X, _ISSUER_MACRO, ()),
    ("UniversalEntityID", 0x00400032, "UT", "1", X, _ISSUER_MACRO, ()),
    ("UniversalEntityIDType", 0x00400033, "CS", "1", X, _ISSUER_MACRO, ()),
    ("IdentifierTypeCode", 0x00400035, "CS", "1", X, "PS3.3 Table 10-18", ()),
    ("PerformedProcedureStepStartDate", 0x00400244, "DA", "1", E, _SERIES, ()),
    ("PerformedProcedureStepStartTime", 0x00400245, "TM", "1", E, _SERIES, ()),
    ("PerformedProcedureStepID", 0x00400253, "SH", "1", E, _SERIES, ()),
    ("PerformedProcedureStepDescription", 0x00400254, "LO", "1", E, _SERIES, ()),
    ("RequestAttributesSequence", 0x00400275, "SQ", "1", E, _SERIES, _REQUEST),
    ("SpecimenIdentifier", 0x00400551, "LO", "1", X, "PS3.3 C.7.6.22", ()),
    ("SpecimenUID", 0x00400554, "UI", "1", X, "PS3.3 C.7.6.22", ()),
    ("SpecimenDescriptionSequence", 0x00400560, "SQ", "1", E, "PS3.3 C.7.6.22", _SPECIMEN),
    ("IssuerOfTheSpecimenIdentifierSequence", 0x00400562, "SQ", "1", X, "PS3.3 C.7.6.22", _ISSUER),
    ("SpecimenTypeCodeSequence", 0x0040059A, "SQ", "1", X, "PS3.3 C.7.6.22", _CODE),
    ("SpecimenShortDescription", 0x00400600, "LO", "1", X, "PS3.3 C.7.6.22", ()),
    ("RequestedProcedureID", 0x00401001, "SH", "1", S, _REQUESTED_PROCEDURE, ()),
    ("ReasonForTheRequestedProcedure", 0x00401002, "LO", "1", S, _REQUESTED_PROCEDURE, ()),
    ("ReasonForRequestedProcedureCodeSequence", 0x0040100A, "SQ", "1", S, _REQUESTED_PROCEDURE, _CODE),
    ("PersonIdentificationCodeSequence", 0x00401101, "SQ", "1", X, _PERSON_MACRO, _CODE),
    ("ConceptNameCodeSequence", 0x0040A043, "SQ", "1", I, "PS3.3 C.17.3", ("CodeMeaning",)),
    ("DocumentTitle", 0x00420010, "ST", "1", I, "PS3.3 C.24.2", ()),
    ("ContentLabel", 0x00700080, "CS", "1", I, "PS3.3 Table 10-12", ()),
    ("ContentDescription", 0x00700081, "LO", "1", I, "PS3.3 Table 10-12", ()),
    ("SharedFunctionalGroupsSequence", 0x52009229, "SQ", "1", E, "PS3.3 C.7.6.16", ("FrameAnatomySequence",)),
    ("PerFrameFunctionalGroupsSequence", 0x52009230, "SQ", "1", E, "PS3.3 C.7.6.16", ("FrameAnatomySequence",)),
)

ATTRIBUTES: Mapping[str, Attribute] = MappingProxyType({row[0]: Attribute(*row) for row in _ROWS})
"""Every attribute that is read, by keyword."""

BY_TAG: Mapping[int, Attribute] = MappingProxyType({row.tag: row for row in ATTRIBUTES.values()})
"""The same by tag."""

ROOT_ATTRIBUTES: tuple[Attribute, ...] = tuple(
    sorted((row for row in ATTRIBUTES.values() if row.level is not X), key=lambda row: row.tag)
)
"""Those that are read at the root of a data set, in the order of their tags."""

FRAMES_TAG = ATTRIBUTES["PerFrameFunctionalGroupsSequence"].tag
"""What frames say each for itself, which is read as far as limits allow; the last of those that are read."""

LAST_TAG = max(row.tag for row in ROOT_ATTRIBUTES if row.tag < FRAMES_TAG)
"""The last tag at the root that is read in full: behind it, and the frames, nothing needs to be looked at."""


def attribute(keyword: str) -> Attribute:
    """Return the row of a keyword.

    Raises:
        KeyError: it is not an attribute that filmroom reads.
    """
    return ATTRIBUTES[keyword]
