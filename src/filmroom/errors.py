"""Every exception that filmroom raises.

    FilmroomError
    ├── UsageError                      the call cannot be carried out as asked
    │   └── MissingExtraError           an optional dependency is not installed
    ├── InputError                      what came in cannot be used
    │   ├── DicomError                  about a DICOM file or stream
    │   │   ├── NotDicomError           it is something else
    │   │   ├── TruncatedError          it ends inside an element
    │   │   ├── MalformedError          its structure contradicts itself
    │   │   ├── RequiredAttributeError  an attribute without which it cannot be filed
    │   │   └── DicomLimitError         it asks for more than a documented limit
    │   │       ├── SequenceDepthError
    │   │       ├── ElementCountError
    │   │       ├── ValueLengthError
    │   │       └── InflatedSizeError
    │   ├── FhirError                   about a FHIR document
    │   │   ├── FhirSyntaxError         it is not JSON or XML, or not FHIR's form of it
    │   │   │   └── DuplicateKeyError   a JSON object names a property twice
    │   │   └── FhirLimitError          it asks for more than a documented limit
    │   │       └── BundleLimitError    a batch or transaction with more entries than that
    │   └── SearchError                 about a search
    │       ├── UnsupportedSearchError  it asks for what this server does not know
    │       └── SearchLimitError        it asks for more than a documented limit
    ├── RequestError                    what was asked of the archive cannot be done
    │   ├── NotFoundError               it is not here, and never was
    │   ├── GoneError                   it was deleted
    │   ├── PreconditionError           it is no longer, or not, as the request takes it to be
    │   │   └── AmbiguousMatchError     a condition that is to find one resource finds several
    │   ├── ConflictError               it contradicts what is kept
    │   │   └── SimultaneousWriteError  somebody else wrote at the same moment
    │   ├── InvalidResourceError        a resource that is not valid
    │   │   └── TransactionError        a transaction one of whose entries cannot be carried out
    │   └── QueryTooCostlyError         a query that takes longer than allowed
    ├── DatabaseError                   about the database
    │   ├── DatabaseUnavailableError    it does not answer
    │   └── NewerDatabaseError          a later version of this program made it
    └── StorageError                    about the place where DICOM objects are kept
        ├── StorageFullError            there is no room left
        ├── StorageUnavailableError     it does not answer, or cannot promise to keep
        ├── ObjectMissingError          there is no such object
        └── ObjectDamagedError          the bytes of an object are not what was kept

Bad data inside a readable file is not an exception but a value: a Defect, a Conflict or an Issue.
No message carries patient data: it names the tag or the path, what kind of thing was found, and what
was expected.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "AmbiguousMatchError",
    "BundleLimitError",
    "ConflictError",
    "DatabaseError",
    "DatabaseUnavailableError",
    "DicomError",
    "DicomLimitError",
    "DuplicateKeyError",
    "ElementCountError",
    "FhirError",
    "FhirLimitError",
    "FhirSyntaxError",
    "FilmroomError",
    "GoneError",
    "InflatedSizeError",
    "InputError",
    "InvalidResourceError",
    "MalformedError",
    "MissingExtraError",
    "NewerDatabaseError",
    "NotDicomError",
    "NotFoundError",
    "ObjectDamagedError",
    "ObjectMissingError",
    "PreconditionError",
    "QueryTooCostlyError",
    "RequestError",
    "RequiredAttributeError",
    "SearchError",
    "SearchLimitError",
    "SequenceDepthError",
    "SimultaneousWriteError",
    "StorageError",
    "StorageFullError",
    "StorageUnavailableError",
    "TransactionError",
    "TruncatedError",
    "UnsupportedSearchError",
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


class BundleLimitError(FhirLimitError):
    """A batch or transaction with more entries than the limit."""


class SearchError(InputError):
    """A search that cannot be carried out as it is written."""


class UnsupportedSearchError(SearchError):
    """A search that asks for what this server does not know, and that may not be answered without it."""

    issue_code = "not-supported"


class SearchLimitError(SearchError):
    """A search that asks for more than a documented limit."""

    issue_code = "too-costly"


class RequestError(FilmroomError):
    """Something that was asked of the archive and cannot be done."""

    http_status = 400
    issue_code = "processing"


class NotFoundError(RequestError):
    """A resource, instance or version that is not here and never was."""

    http_status = 404
    issue_code = "not-found"
    dimse_status = 0x0112


class GoneError(RequestError):
    """A resource that was deleted."""

    http_status = 410
    issue_code = "deleted"
    dimse_status = 0x0112


class PreconditionError(RequestError):
    """A resource that is not in the state that the request takes it to be in."""

    http_status = 412
    issue_code = "conflict"


class AmbiguousMatchError(PreconditionError):
    """A condition that has to find one resource and finds several."""

    issue_code = "multiple-matches"


class ConflictError(RequestError):
    """A change that contradicts what is kept."""

    http_status = 409
    issue_code = "conflict"


class SimultaneousWriteError(ConflictError):
    """A write that another one was faster than; it can be tried again."""


class InvalidResourceError(RequestError):
    """A resource that is not valid.

    Attributes:
        issues: everything that is wrong with it, as `filmroom.fhir.outcome.Issue`.
    """

    http_status = 422
    issue_code = "invalid"

    def __init__(self, message: str, issues: tuple[object, ...] = ()) -> None:
        super().__init__(message)
        self.issues = issues


class TransactionError(InvalidResourceError):
    """A transaction one of whose entries cannot be carried out, so that none is; answered as that entry would be.

    Attributes:
        cause: why it cannot.
    """

    def __init__(self, message: str, issues: tuple[object, ...], cause: FilmroomError) -> None:
        super().__init__(message, issues)
        self.cause = cause
        self.http_status = cause.http_status  # type: ignore[misc]
        self.issue_code = cause.issue_code  # type: ignore[misc]


class QueryTooCostlyError(RequestError):
    """A query that takes longer than allowed."""

    http_status = 503
    issue_code = "too-costly"


class DatabaseError(FilmroomError):
    """The database cannot do its part."""

    http_status = 503
    issue_code = "transient"
    dimse_status = 0xA700


class DatabaseUnavailableError(DatabaseError):
    """A database that does not answer, is full, or stays busy."""


class NewerDatabaseError(DatabaseError):
    """A database that a later version of this program made."""

    issue_code = "exception"


class StorageError(FilmroomError):
    """The place where DICOM objects are kept cannot do its part."""

    http_status = 503
    issue_code = "transient"
    dimse_status = 0xA700


class StorageFullError(StorageError):
    """No room left for an object: the disk, or what this user may use of it, is full."""

    http_status = 507


class StorageUnavailableError(StorageError):
    """A place for objects that does not answer, or that cannot promise to keep what it was given."""


class ObjectMissingError(StorageError):
    """An object that is not there."""

    http_status = 404
    issue_code = "not-found"
    dimse_status = 0x0110


class ObjectDamagedError(StorageError):
    """An object whose bytes are not those that were kept."""

    http_status = 500
    issue_code = "exception"
    dimse_status = 0x0110
