"""What pydicom, left alone, reads of the attributes that filmroom reads; and other ways around our fast path."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import data_store
import pydicom

from builders import even
from filmroom.dicom.dictionary import FRAMES_TAG
from filmroom.dicom.reader import HeaderReader
from filmroom.dicom.walk import UnusualStructureError, Walk
from filmroom.dicom.wanted import ROOT, Wanted
from filmroom.errors import DicomError

if TYPE_CHECKING:
    import pytest

    from filmroom.dicom.header import RawElements

__all__ = ["avoid_our_walk", "outcome", "read_by_pydicom", "shipped_files"]

_CHARACTER_SET = 0x00080005
_ANATOMY = 0x00209071


def shipped_files() -> list[Path]:
    """Every file that pydicom and pydicom-data ship, but for Python's own."""
    roots = [Path(pydicom.__file__).parent / "data", Path(data_store.__file__).parent]
    found = [path for root in roots for path in sorted(root.rglob("*")) if path.is_file()]
    return [path for path in found if path.suffix not in (".py", ".pyc", ".json")]


def outcome(data: bytes | Path, reader: HeaderReader | None = None) -> Any:
    """Read a header; the exception's class and message when there is none."""
    try:
        return (reader or HeaderReader()).read(data)
    except DicomError as error:
        return type(error), str(error)


def read_by_pydicom(data: bytes) -> RawElements:
    """Collect what is wanted from a data set that pydicom has read in its usual way."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data_set = pydicom.dcmread(io.BytesIO(data), force=True, stop_before_pixels=True)
        return _without_silent_frames(_collected(data_set, ROOT))


def _without_silent_frames(found: RawElements) -> RawElements:
    """Drop what frames say each for itself, when that is nothing."""
    frames = found.get(FRAMES_TAG, ())
    if isinstance(frames, tuple) and not any(_ANATOMY in frame for frame in frames):
        found.pop(FRAMES_TAG, None)
    return found


def _collected(data_set: pydicom.Dataset, wanted: Wanted) -> RawElements:
    found: RawElements = {}
    for tag, items in wanted.items():
        element = data_set.get_item(tag, keep_deferred=True)
        if element is None:
            continue
        if tag == _CHARACTER_SET:  # pydicom has decoded it already
            values = data_set[tag].value or ""
            text = values if isinstance(values, str) else "\\".join(values)
            found[tag] = even(text.encode(), b" ")
        elif element.is_raw and (element.VR not in (None, "SQ", "UN") if items is not None else element.VR != "SQ"):
            found[tag] = element.value or b""
        else:
            found[tag] = tuple(_collected(one, items or {}) for one in data_set[tag].value or ())
    return found


def avoid_our_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the reader hand every data set to pydicom."""

    def refuse(*_: object, **__: object) -> None:
        raise UnusualStructureError("for the test")

    monkeypatch.setattr(Walk, "walk_root", refuse)
