"""Every exception that filmroom raises.

    FilmroomError
    ├── UsageError                      the call cannot be carried out as asked
    │   └── MissingExtraError           an optional dependency is not installed
    └── InputError                      what came in cannot be used
        ├── DicomError                  about a DICOM file or stream
        │   ├── NotDicomError           it is something else
        │   ├── TruncatedError          it ends inside an element
        │   ├── MalformedError          its structure contradicts itself
        │   ├── RequiredAttributeError  an attribute without which it cannot be filed
        │   └── DicomLimitError         it asks for more than a documented limit
        │       ├── SequenceDepthError
        │       ├── ElementCountError
        │       ├── ValueLengthError
        │       └── InflatedSizeError
        └── FhirError                   about a FHIR document
            ├── FhirSyntaxError         it is not JSON or XML, or not FHIR's form of it
            │   └── DuplicateKeyError   a JSON object names a property twice
            └── FhirLimitError          it asks for more than a documented limit

Bad data inside a readable file is not an exception but a value: a Defect, a Conflict or an Issue.
No message carries patient data: it names the tag or the path, what kind of thing was found, and what
was expected.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "DicomError",
    "DicomLimitError",
    "DuplicateKeyError",
    "ElementCountError",
    "FhirError",
    "FhirLimitError",
    "FhirSyntaxError",
    "FilmroomError",
    "InflatedSizeError",
    "InputError",
    "MalformedError",
    "MissingExtraError",
    "NotDicomError",
    "RequiredAttributeError",
    "SequenceDepthError",
    "TruncatedError",
    "UsageError",
    "ValueLengthError",
]


class FilmroomError(Exception):
    """The root of everything that filmroom raises on purpose.

    Each class says how the doors answer it: ``exit_status`` of the command; ``http_status``; ``issue_code``,
    from http://hl7.org/fhir/issue-type; ``dimse_status``, from PS3.7 Annex C and PS3.4 B.2.3.
    """

    exit_status: ClassVar[int] = 2
    http_status: ClassVar[int] = 500
    issue_code: ClassVar[str] = "exception"
    dimse_status: ClassVar[int] = 0x0110


class UsageError(FilmroomError):
    """A request, option or argument that cannot be carried out as asked."""

    http_status = 400
    issue_code = "not-supported"
    dimse_status = 0x0115


class MissingExtraError(UsageError):
    """A feature whose optional dependency is not installed."""

    http_status = 501


class InputError(FilmroomError):
    """Input that cannot be used."""

    exit_status = 1
    http_status = 400
    issue_code = "invalid"
    dimse_status = 0xC000


class DicomError(InputError):
    """A DICOM file or stream that cannot be used."""


class NotDicomError(DicomError):
    """Bytes that are something other than DICOM."""

    http_status = 415
    issue_code = "structure"


class TruncatedError(DicomError):
    """A DICOM file or stream that ends inside an element."""

    issue_code = "incomplete"


class MalformedError(DicomError):
    """A DICOM file or stream whose structure contradicts itself."""

    issue_code = "structure"


class RequiredAttributeError(DicomError):
    """An instance without a usable value of an attribute it cannot be filed without."""

    issue_code = "required"
    dimse_status = 0xA900


class DicomLimitError(DicomError):
    """A DICOM file or stream that asks for more than a documented limit."""

    http_status = 413
    issue_code = "too-costly"
    dimse_status = 0xA700


class SequenceDepthError(DicomLimitError):
    """Sequences nested deeper than the limit."""


class ElementCountError(DicomLimitError):
    """More data elements in a header than the limit."""


class ValueLengthError(DicomLimitError):
    """A value that has to be read and is longer than the limit."""


class InflatedSizeError(DicomLimitError):
    """Compressed data that inflates to more than the limit."""


class FhirError(InputError):
    """A FHIR document that cannot be used."""


class FhirSyntaxError(FhirError):
    """A document that is not well-formed, with the place where that shows.

    Attributes:
        line: counted from 1; 0 when unknown.
        column: counted from 1; 0 when unknown.
    """

    issue_code = "structure"

    def __init__(self, message: str, *, line: int = 0, column: int = 0) -> None:
        place = f" (line {line}, column {column})" if line else ""
        super().__init__(f"{message}{place}")
        self.line = line
        self.column = column


class DuplicateKeyError(FhirSyntaxError):
    """A JSON object that names one property twice."""


class FhirLimitError(FhirError):
    """A FHIR document that asks for more than a documented limit."""

    http_status = 413
    issue_code = "too-costly"
