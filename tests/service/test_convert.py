"""From files to resources, in memory."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from pydicom.dataset import Dataset

from archive import write_instance
from filmroom import build_studies, map_imaging_study, read_instance

if TYPE_CHECKING:
    from pathlib import Path


def test_an_instance_is_read_from_a_path_bytes_or_a_stream(tmp_path: Path) -> None:
    path = write_instance(tmp_path / "a.dcm")
    content = path.read_bytes()

    with path.open("rb") as stream:
        read = [read_instance(source) for source in (path, str(path), content, memoryview(content), stream)]

    assert [facts.source for facts in read] == [str(path), str(path), "", "", str(path)]
    assert {facts.sop_instance_uid for facts in read} == {"1.2.3.1.1"}


@pytest.mark.parametrize(
    ("source", "name"),
    [(None, "NoneType"), (7, "int"), (Dataset(), "Dataset"), (io.StringIO("DICM"), "StringIO")],
)
def test_what_is_no_source_is_told(source: Any, name: str) -> None:
    with pytest.raises(TypeError) as caught:
        read_instance(source)

    assert str(caught.value) == f"read_instance: found {name}; expected a path, bytes or a binary stream"


def test_a_folder_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError) as caught:
        read_instance(tmp_path)

    assert caught.value.filename == str(tmp_path)


def test_only_a_study_can_be_mapped(tmp_path: Path) -> None:
    facts: Any = read_instance(write_instance(tmp_path / "a.dcm"))

    with pytest.raises(TypeError) as caught:
        map_imaging_study(facts)

    told = "map_imaging_study: found InstanceFacts; expected a Study, as build_studies makes them"
    assert str(caught.value) == told
    assert map_imaging_study(build_studies([facts])[0]).imaging_study["id"] == "1.2.3"
