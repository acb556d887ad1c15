"""Who may say what an element of a resource from DICOM holds: DICOM, people and systems, or both.

Of an ImagingStudy the mapping table says it. Of the resources it refers to, DICOM owns what it says; in a list, other
entries may stand beside its own. What DICOM does not speak of belongs to people and systems, and stays theirs when
DICOM speaks of it later: nothing that somebody wrote on purpose is overwritten by an instance that arrives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filmroom.mapping.imaging_study import STUDY_RULES
from filmroom.mapping.rule import Owner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["merge", "undone_changes"]

_STUDY = "ImagingStudy"
_STATUS = "status"
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
    if present is None:
        return dict(says)
    before = said or {}
    names = [*says, *(name for name in present if name not in says)]
    merged = {}
    for name in names:
        value = _merged(says, name, present.get(name), before.get(name))
        if value is not None:
            merged[name] = value
    return merged


def undone_changes(
    says: Mapping[str, Any], present: Mapping[str, Any] | None, changed: Mapping[str, Any]
) -> Iterator[str]:
    """Return the elements in which a change contradicts DICOM, so that a rebuild would undo it; sorted.

    Args:
        says: what DICOM says.
        present: what the resource is; None when it is not there.
        changed: what it is to be.
    """
    for name in sorted({*says, *changed} - _SERVERS_OWN):
        own, value, was = says.get(name), changed.get(name), (present or says).get(name)
        if value not in (own, was) and _is_undone(says, name, value, was):
            yield name


def _merged(says: Mapping[str, Any], name: str, value: Any, before: Any) -> Any:
    """Return what an element becomes.

    Args:
        value: what it is.
        before: what DICOM said of it before.
    """
    own = says.get(name)
    if name == "meta":
        return {**(value or {}), **(own or {})}
    if name in _SERVERS_OWN:
        return own
    if says["resourceType"] == _STUDY and name == _STATUS:
        return value if value in _KEPT_STATUS else own
    if _owner(says, name) is Owner.DICOM or value is None:
        return own
    if isinstance(value, list):
        mine, old = own or [], before or []
        return [*mine, *(one for one in value if one not in old and one not in mine)] or None
    return own if value == before else value


def _is_undone(says: Mapping[str, Any], name: str, value: Any, was: Any) -> bool:
    own = says.get(name)
    is_study = says["resourceType"] == _STUDY
    if is_study and name == _STATUS:
        return value not in _KEPT_STATUS
    if _owner(says, name) is Owner.DICOM:
        return True
    if own is None:
        return False
    if isinstance(own, list):
        return not isinstance(value, list) or any(one not in value for one in own)
    return value is None or (was == own and not is_study)


def _owner(says: Mapping[str, Any], name: str) -> Owner:
    """Say who owns an element; of what no rule speaks of: people and systems."""
    if says["resourceType"] != _STUDY:
        return Owner.SHARED
    return _OWNERS.get(name.removeprefix("_"), Owner.FHIR)
