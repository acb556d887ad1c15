"""The spool: what goes in comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from filmroom.batch.spool import PARTITIONS, Spool, uid_hash
from samples import instance

if TYPE_CHECKING:
    from pathlib import Path


def test_instances_come_back_by_study_whole_and_equal(tmp_path: Path) -> None:
    facts = [
        instance(
            StudyInstanceUID=f"1.{study}",
            SeriesInstanceUID=f"1.{study}.1",
            SOPInstanceUID=f"1.{study}.1.{number}",
            PatientName="A^B",
        )
        for study in range(5)
        for number in range(3)
    ]
    spool = Spool(tmp_path)
    spool.append(facts[:7])
    spool.append(facts[7:])

    back = {partition: list(spool.read(partition)) for partition in spool.partitions()}

    assert sorted((one for part in back.values() for one in part), key=lambda one: one.sop_instance_uid) == facts
    for partition, members in back.items():
        assert {uid_hash(one.study_instance_uid) % PARTITIONS for one in members} == {partition}


def test_attributes_that_instances_share_come_back_as_one_object(tmp_path: Path) -> None:
    first = instance()
    second = msgspec.structs.replace(first, sop_instance_uid="1.2.3.1.2")
    spool = Spool(tmp_path)
    spool.append([first, second])

    one, other = spool.read(spool.partitions()[0])

    assert one.study is other.study
    assert one.series is other.series
