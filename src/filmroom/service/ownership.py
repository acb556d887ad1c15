"""Who may say what an element of a resource from DICOM holds: DICOM, people and systems, or both.

Of an ImagingStudy the mapping table says it. Of the resources it refers to, DICOM owns what it says; in a list, other
entries may stand beside its own. What DICOM does not speak of belongs to people and systems.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filmroom.mapping.imaging_study import STUDY_RULES
from filmroom.mapping.rule import Owner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["merge", "undone_changes"]

_KEPT_STATUS = frozenset({"cancelled", "entered-in-error"})  # set over FHIR, these stay
_SERVERS_OWN = frozenset({"resourceType", "id", "meta"})

_OWNERS = {"series": Owner.DICOM, **{rule.name: rule.owner for rule in STUDY_RULES if rule.path.count(".") == 1}}


def merge(present: Mapping[str, Any] | None, said: Mapping[str, Any] | None, says: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a resource becomes when DICOM says something new of it.

    Args:
        present: what the resource is; None when it is not there.
        said: what DICOM said before; None when it said nothing.
        says: what DICOM says now.
    """
    merged = dict(says)
    if present is None:
        return merged
    before = said or {}
    for name, value in present.items():
        if name in _SERVERS_OWN:
            if name == "meta":
                merged["meta"] = {**value, **says.get("meta", {})}
        elif _keeps_status(says, name, value):
            merged[name] = value
        elif name not in before and name not in says:
            if _owner(says, name) is not Owner.DICOM or said is None:
                merged[name] = value
        elif isinstance(value, list) and _is_shared(says, name):
            own, old = says.get(name, []), before.get(name, [])
            merged[name] = [*own, *(one for one in value if one not in old and one not in own)]
            if not merged[name]:
                del merged[name]
        elif name not in says and value != before.get(name) and _owner(says, name) is not Owner.DICOM:
            merged[name] = value
    return merged


def undone_changes(says: Mapping[str, Any], changed: Mapping[str, Any]) -> Iterator[str]:
    """Return the elements in which a changed resource contradicts what DICOM says: a rebuild would undo that."""
    for name in sorted({*says, *changed} - _SERVERS_OWN):
        own, value = says.get(name), changed.get(name)
        if own == value or _keeps_status(says, name, value):
            continue
        if own is None:
            if _owner(says, name) is Owner.DICOM:
                yield name
        elif not (isinstance(own, list) and isinstance(value, list) and _is_shared(says, name)) or any(
            one not in value for one in own
        ):
            yield name


def _keeps_status(says: Mapping[str, Any], name: str, value: object) -> bool:
    return says["resourceType"] == "ImagingStudy" and name == "status" and value in _KEPT_STATUS


def _is_shared(says: Mapping[str, Any], name: str) -> bool:
    return says["resourceType"] != "ImagingStudy" or _owner(says, name) is not Owner.DICOM


def _owner(says: Mapping[str, Any], name: str) -> Owner:
    """Say who owns an element; of what no rule speaks of: people and systems."""
    if says["resourceType"] != "ImagingStudy":
        return Owner.SHARED
    return _OWNERS.get(name.removeprefix("_"), Owner.FHIR)
