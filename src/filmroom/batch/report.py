"""What a run saw: counts that add up, and a reason for everything that is not in the resources."""

from __future__ import annotations

import msgspec

from filmroom.study.facts import Conflict, Defect

__all__ = ["DefectEntry", "FileEntry", "Report", "ResourceIssue"]


class FileEntry(msgspec.Struct, frozen=True, order=True):
    """A file, or a member of an archive, that gave no instance.

    Attributes:
        path: as it was found.
        reason: in words; it names tags, never values.
    """

    path: str
    reason: str


class DefectEntry(msgspec.Struct, frozen=True, order=True):
    """A value that was not taken as it stands, and how often.

    Attributes:
        instances: how many instances have it; 0 where it is about a study or series as a whole.
        example: the file that has it, the first by name; empty where it is about a study or series.
    """

    study_instance_uid: str
    defect: Defect
    instances: int
    example: str


class ResourceIssue(msgspec.Struct, frozen=True, order=True):
    """A resource of which the validator says that it breaks a rule of FHIR.

    Attributes:
        resource: as in ``ImagingStudy/1.2.3``.
        severity: ``error`` or ``warning``.
    """

    resource: str
    severity: str
    expression: str
    diagnostics: str


class Report(msgspec.Struct):
    """The report of a run: ``seen = indexed + duplicates + not_dicom + len(refused)``.

    Attributes:
        seen: files and members of archives.
        indexed: instances that are in the resources.
        duplicates: files whose very bytes were there already.
        not_dicom: files of another kind.
        resources: how many of each type were written.
        refused: what is DICOM, or should be, and could not be used.
        duplicate_files: their names, each with the file that is its equal.
        not_dicom_files: their names and what they are instead.
        defects: values that were left out or changed.
        conflicts: attributes about which the instances of a study or series disagree.
        issues: errors that the validator found in what was written; there should be none.
    """

    seen: int = 0
    indexed: int = 0
    duplicates: int = 0
    not_dicom: int = 0
    studies: int = 0
    resources: dict[str, int] = msgspec.field(default_factory=dict)
    refused: list[FileEntry] = msgspec.field(default_factory=list)
    duplicate_files: list[FileEntry] = msgspec.field(default_factory=list)
    not_dicom_files: list[FileEntry] = msgspec.field(default_factory=list)
    defects: list[DefectEntry] = msgspec.field(default_factory=list)
    conflicts: list[Conflict] = msgspec.field(default_factory=list)
    issues: list[ResourceIssue] = msgspec.field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether everything that was DICOM could be used, and there was some."""
        return not self.refused and not any(one.severity == "error" for one in self.issues) and self.indexed > 0
