"""The spool: what goes in comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from filmroom.batch.spool import PARTITIONS, Entry, Spool, uid_hash
from filmroom.dicom.candidates import Candidate, Member
from samples import instance

if TYPE_CHECKING:
    from pathlib import Path

    from filmroom.study.facts import InstanceFacts


def _entry(number: int, facts: InstanceFacts) -> Entry:
    return Entry(number, Candidate(facts.source, facts.source), facts)


def test_instances_come_back_by_study_whole_and_equal(tmp_path: Path) -> None:
    entries = [
        _entry(
            study * 3 + number,
            instance(
                StudyInstanceUID=f"1.{study}",
                SeriesInstanceUID=f"1.{study}.1",
                SOPInstanceUID=f"1.{study}.1.{number}",
                PatientName="A^B",
            ),
        )
        for study in range(5)
        for number in range(3)
    ]
    spool = Spool(tmp_path)
    spool.append(entries[:7])
    spool.append(entries[7:])

    back = {partition: list(spool.read(partition)) for partition in spool.partitions()}

    assert sorted((one for part in back.values() for one in part), key=lambda one: one.number) == entries
    for partition, members in back.items():
        assert {uid_hash(one.facts.study_instance_uid) % PARTITIONS for one in members} == {partition}


@pytest.mark.parametrize(
    "candidate",
    [
        Candidate("a.dcm", "a.dcm"),
        Candidate(r"caf\xe9", "caf\udce9"),
        Candidate("a.zip!/b", "a.zip", Member(1, True, 2, 3, 4)),
        Candidate("-"),
    ],
)
def test_it_is_known_where_the_bytes_of_an_instance_are(tmp_path: Path, candidate: Candidate) -> None:
    spool = Spool(tmp_path)
    spool.append([Entry(7, candidate, msgspec.structs.replace(instance(), source=candidate.name))])

    [entry] = spool.read(spool.partitions()[0])

    assert (entry.number, entry.candidate) == (7, candidate)


def test_attributes_that_instances_share_come_back_as_one_object(tmp_path: Path) -> None:
    first = instance()
    second = msgspec.structs.replace(first, sop_instance_uid="1.2.3.1.2")
    spool = Spool(tmp_path)
    spool.append([_entry(0, first), _entry(1, second)])

    one, other = (entry.facts for entry in spool.read(spool.partitions()[0]))

    assert one.study is other.study
    assert one.series is other.series
