"""DICOM in, a true FHIR R6 ImagingStudy out.

>>> from filmroom import build_studies, map_imaging_study, read_instance, validate
>>> from pydicom.data import get_testdata_file
>>> facts = read_instance(str(get_testdata_file("CT_small.dcm")))
>>> [study] = build_studies([facts])
>>> imaging_study = map_imaging_study(study).imaging_study
>>> imaging_study["modality"][0]["coding"][0]["code"]
'CT'
>>> validate(imaging_study)
()

The names below are imported when they are first used, so that ``import filmroom`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filmroom.batch.index import IndexJob, index
    from filmroom.batch.report import Report
    from filmroom.errors import FilmroomError, InputError, UsageError
    from filmroom.fhir.outcome import Issue, operation_outcome
    from filmroom.fhir.structure_definition import structure_definition
    from filmroom.mapping.map_study import MappedStudy, map_imaging_study
    from filmroom.service.convert import build_studies, map_studies, read_instance
    from filmroom.settings import EndpointSettings, MappingSettings, dicomweb_endpoints, parse_time_zone
    from filmroom.study.facts import InstanceFacts, Series, Study
    from filmroom.validation.validate import validate

__all__ = [
    "EndpointSettings",
    "FilmroomError",
    "IndexJob",
    "InputError",
    "InstanceFacts",
    "Issue",
    "MappedStudy",
    "MappingSettings",
    "Report",
    "Series",
    "Study",
    "UsageError",
    "build_studies",
    "dicomweb_endpoints",
    "index",
    "map_imaging_study",
    "map_studies",
    "operation_outcome",
    "parse_time_zone",
    "read_instance",
    "structure_definition",
    "validate",
]

__version__ = "0.1.0"

_HOMES = {
    "EndpointSettings": "settings",
    "FilmroomError": "errors",
    "IndexJob": "batch.index",
    "InputError": "errors",
    "InstanceFacts": "study.facts",
    "Issue": "fhir.outcome",
    "MappedStudy": "mapping.map_study",
    "MappingSettings": "settings",
    "Report": "batch.report",
    "Series": "study.facts",
    "Study": "study.facts",
    "UsageError": "errors",
    "build_studies": "service.convert",
    "dicomweb_endpoints": "settings",
    "index": "batch.index",
    "map_imaging_study": "mapping.map_study",
    "map_studies": "service.convert",
    "operation_outcome": "fhir.outcome",
    "parse_time_zone": "settings",
    "read_instance": "service.convert",
    "structure_definition": "fhir.structure_definition",
    "validate": "validation.validate",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'filmroom' has no attribute {name!r}")
    return getattr(import_module(f"filmroom.{home}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
