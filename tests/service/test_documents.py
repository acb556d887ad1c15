"""Files of FHIR: which form each has, and what cannot be read."""

from __future__ import annotations

import io
import json
import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

from filmroom.fhir.limits import DocumentLimits
from filmroom.fhir.outcome import Issue
from filmroom.fhir.xml_document import write_xml
from filmroom.service.document_forms import FoundResource, iterate_resources
from filmroom.service.documents import Judged, validate_documents

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENT: dict[str, Any] = {"resourceType": "Patient", "id": "p"}
LINE = json.dumps(PATIENT).encode()
NO_JSON = Issue("fatal", "structure", "", "JSON: Found no value, expected one (line 1, column 1)")


def found(content: bytes, *, is_ndjson: bool = False, **limits: int) -> list[FoundResource]:
    return list(iterate_resources(io.BytesIO(content), is_ndjson=is_ndjson, limits=DocumentLimits(**limits)))


@pytest.mark.parametrize(
    "content",
    [LINE, b"\xef\xbb\xbf" + LINE, b"\n\n" + json.dumps(PATIENT, indent=2).encode(), write_xml(PATIENT)],
    ids=["one line", "byte order mark", "blank lines before", "XML"],
)
def test_a_document_is_one_resource(content: bytes) -> None:
    assert found(content) == [FoundResource(0, PATIENT)]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (LINE + b"\n" + LINE, [1, 2]),
        (b"\n \r\n" + LINE + b"\n\n" + LINE + b"\n", [3, 5]),
        (b"\n" * 100_000 + LINE + b"\n" + LINE, [100_001, 100_002]),
    ],
    ids=["plain", "blank lines", "many blank lines"],
)
def test_whole_objects_on_lines_are_ndjson(content: bytes, lines: list[int]) -> None:
    assert found(content) == [FoundResource(line, PATIENT) for line in lines]


def test_a_broken_first_line_does_not_hide_the_others() -> None:
    assert found(b"xxx\n" + LINE + b"\n" + LINE) == [
        FoundResource(1, None, (NO_JSON,)),
        FoundResource(2, PATIENT),
        FoundResource(3, PATIENT),
    ]


def test_objects_on_lines_of_a_whole_document_are_part_of_it() -> None:
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": PATIENT}]}
    content = b'{"resourceType": "Bundle", "type": "collection", "entry": [{"resource":\n' + LINE + b"\n}]}"

    assert found(content) == [FoundResource(0, bundle)]


def test_what_is_ndjson_by_name_is_read_by_lines() -> None:
    assert found(b"xxx\n" + LINE, is_ndjson=True) == [FoundResource(1, None, (NO_JSON,)), FoundResource(2, PATIENT)]
    assert found(LINE, is_ndjson=True) == [FoundResource(1, PATIENT)]


@pytest.mark.parametrize("is_ndjson", [False, True])
@pytest.mark.parametrize("content", [b"", b" \n\t\r\n"])
def test_nothing_is_no_resource(content: bytes, is_ndjson: bool) -> None:
    expected = Issue("fatal", "structure", "", "Found nothing, expected a resource")

    assert found(content, is_ndjson=is_ndjson) == [FoundResource(0, None, (expected,))]


def test_the_limit_of_size_is_of_each_line() -> None:
    content = b"".join(LINE + b"\n" for _ in range(100))

    assert found(content, size_bytes=2 * len(LINE)) == [FoundResource(line, PATIENT) for line in range(1, 101)]


def test_a_document_past_the_limit_of_size_is_refused() -> None:
    too_large = Issue("fatal", "too-costly", "", "Found more than 20 bytes, expected less")

    assert found(LINE, size_bytes=20) == [FoundResource(0, None, (too_large,))]


def test_dicom_is_told_from_broken_json() -> None:
    dicom = Issue("fatal", "structure", "", "Found DICOM, expected JSON, NDJSON or XML; `filmroom index` reads DICOM")

    assert found(bytes(128) + b"DICM" + bytes(20)) == [FoundResource(0, None, (dicom,))]


def test_a_pipe_is_read_without_seeking() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as stream:
        stream.write(LINE + b"\n" + LINE + b"\n")
    with os.fdopen(reading, "rb") as pipe:
        judged = list(validate_documents(["-"], pipe))

    assert [(one.name, one.resource) for one in judged] == [
        ("standard input:1", "Patient/p"),
        ("standard input:2", "Patient/p"),
    ]


def test_what_xml_leaves_out_is_told_with_the_resource(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b'<Patient xmlns="http://hl7.org/fhir">text<id value="p"/></Patient>')

    [judged] = validate_documents([str(path)])

    assert judged.resource == "Patient/p"
    assert [issue.severity for issue in judged.issues if "text" in issue.diagnostics.lower()] == ["error"]


def test_folders_are_searched_but_not_for_reports_of_index(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "report.json").write_bytes(LINE)  # a resource, whatever its name
    (tmp_path / "a.NDJSON").write_bytes(LINE)
    (tmp_path / "report.json").write_text('{\n  "written_by": "filmroom index"\n}\n', encoding="utf-8")
    (tmp_path / "facts.parquet").write_bytes(b"PAR1")

    assert [one.name for one in validate_documents([str(tmp_path)])] == [
        f"{tmp_path}/a.NDJSON:1",
        f"{tmp_path}/b/report.json",
    ]


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.dcm").write_bytes(b"")

    none = Issue("error", "not-found", "", "found no .json, .ndjson or .xml files")
    assert list(validate_documents([str(tmp_path)])) == [Judged(str(tmp_path), "", (none,))]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users reach too, which pytest's own are not."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def _unprivileged() -> Iterator[None]:
    """Be somebody who may not read everything."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)  # nobody
    try:
        yield
    finally:
        os.seteuid(me)


def test_what_may_not_be_read_is_told_and_does_not_stop_the_rest(open_folder: Path) -> None:
    closed, hidden = open_folder / "a.json", open_folder / "sub"
    closed.write_bytes(LINE)
    closed.chmod(0)
    hidden.mkdir(mode=0)
    (open_folder / "b.json").write_bytes(LINE)
    denied = Issue("fatal", "incomplete", "", "cannot be read: Permission denied")

    with _unprivileged():
        judged = list(validate_documents([str(open_folder)]))
    hidden.chmod(0o700)

    assert judged == [
        Judged(str(closed), "", (denied,)),
        Judged(f"{open_folder}/b.json", "Patient/p", judged[1].issues),
        Judged(str(hidden), "", (denied,)),
    ]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    listed = os.scandir

    def refuse(path: str) -> Any:
        if path.endswith("sub"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)

    denied = Issue("fatal", "incomplete", "", "cannot be read: Permission denied")
    assert list(validate_documents([str(tmp_path)])) == [Judged(f"{tmp_path}/sub", "", (denied,))]
