"""The Parquet table of instances."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from archive import write_study
from filmroom.batch.facts_table import COLUMNS
from filmroom.batch.index import IndexJob, index
from filmroom.errors import MissingExtraError

if TYPE_CHECKING:
    from pathlib import Path


def test_every_instance_is_a_row_of_dicom_keywords(tmp_path: Path) -> None:
    write_study(tmp_path / "in", "1.2.3", 3, PatientName="Doe^Jane", Rows=512, NumberOfFrames="2")

    index(IndexJob(paths=(tmp_path / "in",), facts=tmp_path / "facts.parquet"))

    table = pq.read_table(tmp_path / "facts.parquet")
    assert tuple(table.column_names) == COLUMNS
    row = table.to_pylist()[0]
    told = {key: value for key, value in row.items() if value is not None}
    assert told == {
        "StudyInstanceUID": "1.2.3",
        "SeriesInstanceUID": "1.2.3.1",
        "SOPInstanceUID": "1.2.3.1.0",
        "PatientID": "P1",
        "PatientName": "Doe^Jane",
        "Modality": "CT",
        "SeriesNumber": 1,
        "SOPClassUID": "1.2.840.10008.5.1.4.1.1.2",
        "InstanceNumber": 0,
        "NumberOfFrames": 2,
        "Rows": 512,
        "TransferSyntaxUID": "1.2.840.10008.1.2.1",
        "path": f"{tmp_path}/in/1.2.3/0000.dcm",
    }
    assert table.num_rows == 3


def test_a_run_without_instances_writes_a_table_without_rows(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()

    index(IndexJob(paths=(tmp_path / "in",), facts=tmp_path / "facts.parquet"))

    assert pq.read_table(tmp_path / "facts.parquet").num_rows == 0


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filmroom.batch.facts_table.find_spec", lambda _name: None)

    with pytest.raises(MissingExtraError, match="needs pyarrow, the parquet extra: pip install pyarrow"):
        index(IndexJob(paths=(tmp_path,), facts=tmp_path / "facts.parquet"))
    assert importlib.util.find_spec("pyarrow") is not None
