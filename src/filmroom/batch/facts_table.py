"""One row for each instance, as Parquet: what a researcher wants to count and to filter by.

The columns are DICOM's keywords. It needs the ``parquet`` extra.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from filmroom.errors import MissingExtraError
from filmroom.study.conflicts import value_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import pyarrow as pa

    from filmroom.study.facts import Attributes, InstanceFacts

__all__ = ["COLUMNS", "merge_partitions", "require_parquet", "write_partition"]

_STUDY = (
    "PatientID",
    "IssuerOfPatientID",
    "PatientName",
    "PatientBirthDate",
    "PatientSex",
    "AccessionNumber",
    "StudyID",
    "StudyDate",
    "StudyTime",
    "TimezoneOffsetFromUTC",
    "StudyDescription",
    "ReferringPhysicianName",
)
_SERIES = (
    "Modality",
    "SeriesNumber",
    "SeriesDate",
    "SeriesTime",
    "SeriesDescription",
    "BodyPartExamined",
    "Laterality",
    "Manufacturer",
    "ManufacturerModelName",
    "DeviceSerialNumber",
    "StationName",
    "InstitutionName",
)
_INSTANCE = (
    "SOPClassUID",
    "InstanceNumber",
    "AcquisitionDate",
    "AcquisitionTime",
    "NumberOfFrames",
    "Rows",
    "Columns",
)
_NUMBERS = frozenset({"SeriesNumber", "InstanceNumber", "NumberOfFrames", "Rows", "Columns"})

COLUMNS = (
    "StudyInstanceUID",
    "SeriesInstanceUID",
    "SOPInstanceUID",
    *_STUDY,
    *_SERIES,
    *_INSTANCE,
    "TransferSyntaxUID",
    "path",
)
"""The columns, in order; numbers are 64-bit integers, everything else text; null means absent."""


def require_parquet() -> None:
    """Check that Parquet can be written.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:  # not imported before the workers are started: it starts threads
        raise MissingExtraError("a table of facts needs pyarrow, the parquet extra: pip install pyarrow")


def write_partition(path: Path, facts: Sequence[InstanceFacts]) -> None:
    """Write the rows of one partition, ordered by study, series and instance."""
    import pyarrow as pa  # noqa: PLC0415 (optional)
    import pyarrow.parquet as pq  # noqa: PLC0415

    ordered = sorted(facts, key=lambda one: (one.study_instance_uid, one.series_instance_uid, one.sop_instance_uid))
    pq.write_table(pa.Table.from_pylist([_row(one) for one in ordered], schema=_schema()), path)


def merge_partitions(target: Path, parts: Iterable[Path]) -> int:
    """Write the partitions' rows into one file, partition by partition; return how many rows."""
    import pyarrow.parquet as pq  # noqa: PLC0415 (optional)

    rows = 0
    with pq.ParquetWriter(target, _schema(), compression="zstd") as writer:
        for part in sorted(parts):
            table = pq.read_table(part)
            writer.write_table(table)
            rows += table.num_rows
    return rows


def _schema() -> pa.Schema:
    import pyarrow as pa  # noqa: PLC0415 (optional)

    return pa.schema([(name, pa.int64() if name in _NUMBERS else pa.string()) for name in COLUMNS])


def _row(facts: InstanceFacts) -> dict[str, Any]:
    row: dict[str, Any] = {
        "StudyInstanceUID": facts.study_instance_uid,
        "SeriesInstanceUID": facts.series_instance_uid,
        "SOPInstanceUID": facts.sop_instance_uid,
        "TransferSyntaxUID": facts.transfer_syntax_uid or None,
        "path": facts.source,
    }
    for keywords, attributes in ((_STUDY, facts.study), (_SERIES, facts.series), (_INSTANCE, facts.instance)):
        row.update({keyword: _cell(attributes, keyword) for keyword in keywords})
    return row


def _cell(attributes: Attributes, keyword: str) -> str | int | None:
    value = attributes.values.get(keyword)
    return value if value is None or isinstance(value, int) else value_text(value)
