"""How instances that disagree are brought to one answer.

Attributes that only mean something together are settled together: a Study Date of one instance
with the Study Time of another would be a moment that no instance has named, and the name of one
patient with the id of another a person who does not exist.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from filmroom.dicom.person_names import PersonName
from filmroom.study.facts import Attributes, Conflict, ConflictingValue, Defect, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Ballot", "settle_attributes", "settle_department", "value_text"]

_PATIENT_KEY = ("PatientID", "IssuerOfPatientID", "IssuerOfPatientIDQualifiersSequence")
_PATIENT_REST = (
    "PatientName",
    "PatientBirthDate",
    "PatientSex",
    "OtherPatientIDs",
    "OtherPatientNames",
    "OtherPatientIDsSequence",
    "PatientSpeciesDescription",
    "PatientSpeciesCodeSequence",
    "PatientBreedDescription",
    "PatientBreedCodeSequence",
    "ResponsiblePerson",
    "ResponsiblePersonRole",
    "ResponsibleOrganization",
)
_TOGETHER: tuple[tuple[str, ...], ...] = (
    _PATIENT_KEY,
    ("AccessionNumber", "IssuerOfAccessionNumberSequence"),
    ("AdmissionID", "IssuerOfAdmissionID", "IssuerOfAdmissionIDSequence"),
    ("ReferringPhysicianName", "ReferringPhysicianIdentificationSequence"),
    ("PerformingPhysicianName", "PerformingPhysicianIdentificationSequence"),
    ("OperatorsName", "OperatorIdentificationSequence"),
    ("Manufacturer", "ManufacturerModelName", "DeviceSerialNumber", "StationName"),
    ("InstitutionName", "InstitutionAddress", "InstitutionCodeSequence"),
    ("BodyPartExamined", "AnatomicRegionSequence"),
)
_OFFSET = "TimezoneOffsetFromUTC"
_MOMENTS = (  # in the order in which a level begins by them; the offset is that of the first that is there
    ("StudyDate", "StudyTime"),
    ("SeriesDate", "SeriesTime"),
    ("PerformedProcedureStepStartDate", "PerformedProcedureStepStartTime"),
)
_GROUP_OF = {keyword: group for group in (*_TOGETHER, *_MOMENTS) for keyword in group}

_DEPARTMENT = ("InstitutionalDepartmentName", "InstitutionalDepartmentTypeCodeSequence")

# Several values side by side are the truth here, so a difference is none: each has a place in the resource.
_UNITED = frozenset(
    {
        "AccessionNumber",
        "CodingSchemeIdentificationSequence",
        "ImageLaterality",
        "PerFrameFunctionalGroupsSequence",
        "ProcedureCodeSequence",
        "RequestAttributesSequence",
        "SharedFunctionalGroupsSequence",
        "SpecificCharacterSet",
        "SpecimenDescriptionSequence",
    }
)


class Ballot:
    """A set of attributes and how many instances have it.

    Attributes:
        rank: the place of its first instance in the order of SOP Instance UIDs.
    """

    __slots__ = ("attributes", "count", "rank")

    def __init__(self, attributes: Attributes, rank: int, count: int = 0) -> None:
        self.attributes = attributes
        self.rank = rank
        self.count = count


def settle_attributes(ballots: Sequence[Ballot], study_uid: str, series_uid: str) -> tuple[Attributes, list[Conflict]]:
    """Return one set of attributes for all, and where the instances disagreed."""
    if len(ballots) == 1:
        return ballots[0].attributes, []
    values: dict[str, Value] = {}
    raws: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for group in _groups(ballots):
        voters = _patient_voters(ballots, values) if group[0] in _PATIENT_REST else ballots
        winner, conflict = _settle(group, voters, study_uid, series_uid)
        values.update(winner.values)
        raws.update(winner.raw)
        if conflict is not None and group[0] not in _UNITED:
            conflicts.append(conflict)
    return Attributes(values, _all_defects(ballots), raws), conflicts


def settle_department(ballots: Sequence[Ballot], study_uid: str) -> tuple[Attributes, list[Conflict]]:
    """Return the one department of a study, with its institution, and where the instances disagreed about it.

    Args:
        ballots: the attributes of all series; those that name no department do not vote.
    """
    voters = [one for one in ballots if any(keyword in one.attributes.values for keyword in _DEPARTMENT)]
    winner, conflict = _settle((*_DEPARTMENT, "InstitutionName"), voters, study_uid, "")
    return winner, [conflict] if conflict is not None else []


def _settle(
    group: tuple[str, ...], ballots: Sequence[Ballot], study_uid: str, series_uid: str
) -> tuple[Attributes, Conflict | None]:
    """Return what won of a group, and the conflict if there was one."""
    holder, others = _count(group, ballots)
    if holder is None:
        return Attributes({}), None
    values = {keyword: holder.values[keyword] for keyword in group if keyword in holder.values}
    winner = Attributes(values, (), {keyword: holder.raw[keyword] for keyword in group if keyword in holder.raw})
    if not others:
        return winner, None
    kept = value_text(tuple(values.get(keyword) for keyword in group))
    return winner, Conflict(study_uid, series_uid, "+".join(group), kept, others)


def value_text(value: object) -> str:
    """Write a decoded value as one line of text."""
    if value is None:
        return ""
    if isinstance(value, PersonName):
        return "=".join(part for part in (value.alphabetic, value.ideographic, value.phonetic) if part)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {value_text(one)}" for key, one in value.items()) + "}"
    if isinstance(value, tuple):
        return " | ".join(text for text in map(value_text, value) if text)
    return str(value)


def _groups(ballots: Sequence[Ballot]) -> list[tuple[str, ...]]:
    """Name every attribute that somebody has, in groups, the patient's key before the patient's rest."""
    present = {keyword for one in ballots for keyword in one.attributes.values} - {_OFFSET, *_DEPARTMENT}
    groups = {_GROUP_OF.get(keyword, (keyword,)) for keyword in present}
    begun = next((pair for pair in _MOMENTS if pair[0] in present), None)
    if begun is not None:
        groups = {(*group, _OFFSET) if group == begun else group for group in groups}
    return sorted(groups, key=lambda group: (group[0] != _PATIENT_KEY[0], group))


def _patient_voters(ballots: Sequence[Ballot], settled: dict[str, Value]) -> Sequence[Ballot]:
    """Only instances of the patient that was kept say what this patient is called."""
    key = tuple(settled.get(keyword) for keyword in _PATIENT_KEY)
    return [one for one in ballots if tuple(one.attributes.values.get(keyword) for keyword in _PATIENT_KEY) == key]


def _count(group: tuple[str, ...], ballots: Sequence[Ballot]) -> tuple[Attributes | None, tuple[ConflictingValue, ...]]:
    votes: dict[bytes, list[int]] = defaultdict(lambda: [0, 1 << 62])
    holders: dict[bytes, Attributes] = {}
    for one in ballots:
        values = _vote(group, one.attributes)
        if all(value is None for value in values):
            continue
        key = msgspec.msgpack.encode(values)
        tally = votes[key]
        tally[0] += one.count
        if one.rank < tally[1]:
            tally[1] = one.rank
            holders[key] = one.attributes
    if not votes:
        return None, ()
    is_moment = group[:2] in _MOMENTS  # which a time without a date is not

    def order(key: bytes) -> tuple[bool, int, int]:
        return is_moment and group[0] not in holders[key].values, -votes[key][0], votes[key][1]

    first, *rest = sorted(votes, key=order)
    others = tuple(ConflictingValue(value_text(_vote(group, holders[key])), votes[key][0]) for key in rest)
    return holders[first], others


def _vote(group: tuple[str, ...], attributes: Attributes) -> tuple[Value | None, ...]:
    """Return what a set of attributes says of a group; an offset says something only with a date and a time."""
    values = tuple(attributes.values.get(keyword) for keyword in group)
    return values if group[-1] != _OFFSET or all(values[:2]) else (*values[:2], None)


def _all_defects(ballots: Sequence[Ballot]) -> tuple[Defect, ...]:
    return tuple(sorted({defect for one in ballots for defect in one.attributes.defects}))
