"""What a run saw: counts that add up, and a reason for everything that is not in the resources."""

from __future__ import annotations

import msgspec

from filmroom.study.facts import Conflict, ConflictingValue, Defect

__all__ = ["WRITTEN_BY", "DefectEntry", "FileEntry", "Report", "ResourceConflict", "ResourceIssue", "StudyValue"]

WRITTEN_BY = "filmroom index"
"""By what a report is recognised as one of ours."""


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
        instances: how many instances have it; 0 where no instance has the value itself.
        example: the file that has it, the first by name; empty where there is none.
    """

    study_instance_uid: str
    defect: Defect
    instances: int
    example: str


class StudyValue(ConflictingValue, frozen=True, order=True):
    """A value that a resource would have had by other studies.

    Attributes:
        study_instance_uids: of the studies that say so, sorted.
    """

    study_instance_uids: tuple[str, ...]


class ResourceConflict(Conflict, frozen=True, order=True):
    """An element about which studies disagree that share a resource, as those of one patient do.

    The study is the one whose state of the resource is written: the latest; the values are JSON, empty where the
    element is absent.

    Attributes:
        resource: as in ``Patient/1``; the keyword names the element, as in ``Patient.name``.
    """

    resource: str


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
    """The report of a run: ``seen = indexed + duplicates + not_dicom + directories + len(refused)``.

    Attributes:
        written_by: what wrote it; a later run replaces the files of an earlier one, and no others.
        seen: files and members of archives.
        indexed: instances that are in the resources.
        duplicates: files whose very bytes were there already.
        not_dicom: files of another kind.
        directories: DICOMDIRs, which list instances and are none.
        resources: how many of each type were written.
        removed: files of an earlier run that were taken away, because this one has nothing for them.
        refused: what is DICOM, or should be, and could not be used.
        duplicate_files: their names, each with the file that is its equal.
        not_dicom_files: their names and what they are instead.
        defects: values that were left out or changed.
        conflicts: attributes about which the instances of a study or series disagree, and elements of a
            resource about which studies do.
        issues: errors that the validator found in what was written; there should be none.
    """

    written_by: str = WRITTEN_BY
    seen: int = 0
    indexed: int = 0
    duplicates: int = 0
    not_dicom: int = 0
    directories: int = 0
    studies: int = 0
    resources: dict[str, int] = msgspec.field(default_factory=dict)
    removed: list[str] = msgspec.field(default_factory=list)
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

    def check_balance(self) -> None:
        """Check that every file that was seen is counted once.

        Raises:
            AssertionError: it is not, which is an error of this program.
        """
        told = self.indexed + self.duplicates + self.not_dicom + self.directories + len(self.refused)
        if self.seen != told:
            raise AssertionError(f"the report does not add up: {self.seen} files were seen, and {told} are told")
