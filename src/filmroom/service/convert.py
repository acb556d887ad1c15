"""From files to resources, in memory: what scripts and small tools need.

For folders of any size, with a report that adds up, see `filmroom.batch`.
"""

from __future__ import annotations

import errno
import os
from io import TextIOBase
from typing import TYPE_CHECKING

from filmroom.dicom.reader import HeaderReader
from filmroom.mapping.map_study import MappedStudy, map_imaging_study
from filmroom.settings import MappingSettings
from filmroom.study.aggregate import aggregate_study, group_by_study
from filmroom.study.extract import extract_facts
from filmroom.study.repeats import separate_repeats

if TYPE_CHECKING:
    from collections.abc import Iterable

    from filmroom.dicom.source import Source
    from filmroom.study.facts import InstanceFacts, Study

__all__ = ["build_studies", "map_studies", "read_instance"]

_DEFAULTS = MappingSettings()


def read_instance(source: Source, *, keep_raw: bool = False) -> InstanceFacts:
    """Read what one DICOM instance says about its study, its series and itself.

    Args:
        source: a path, the bytes of a file, or a binary stream, which is left open. Pixel data is not read.
        keep_raw: also keep the raw values, for a trace.

    Raises:
        NotDicomError: it is something else.
        TruncatedError: it ends inside its header.
        RequiredAttributeError: its Study, Series or SOP Instance UID is missing or is no UID.
        DicomLimitError: it asks for more than the limits.
        OSError: the path cannot be read, or is a folder.
        TypeError: the source is something else, such as a pydicom Dataset or a text stream.
    """
    name = _source_name(source)
    return extract_facts(HeaderReader().read(source), name, keep_raw=keep_raw)


def _source_name(source: Source) -> str:
    """Say what to call a source; empty when it has no name."""
    if isinstance(source, str | os.PathLike):
        if os.path.isdir(source):  # noqa: PTH112 (a Path would take an empty name for the current folder)
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(source))
        return os.fspath(source)
    if isinstance(source, bytes | bytearray | memoryview):
        return ""
    if not hasattr(source, "read") or isinstance(source, TextIOBase):
        raise TypeError(f"read_instance: found {type(source).__name__}; expected a path, bytes or a binary stream")
    return str(getattr(source, "name", ""))


def build_studies(facts: Iterable[InstanceFacts]) -> tuple[Study, ...]:
    """Sort instances into studies, ordered by Study Instance UID.

    The same instances in any order give the same studies. A SOP Instance UID that comes again is
    counted once.
    """
    kept, _ = separate_repeats(facts)
    return tuple(aggregate_study(instances) for instances in group_by_study(kept).values())


def map_studies(facts: Iterable[InstanceFacts], settings: MappingSettings = _DEFAULTS) -> tuple[MappedStudy, ...]:
    """Turn instances into ImagingStudies and what they refer to, ordered by Study Instance UID."""
    return tuple(map_imaging_study(study, settings) for study in build_studies(facts))
