"""Facts of instances in, studies out; the same instances in any order give the same studies.

Where the instances of a series or a study disagree, the most frequent value wins, of equally
frequent ones that of the smallest SOP Instance UID; what lost is kept as a `Conflict`. An instance
without a value does not vote.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from filmroom.study.conflicts import Ballot, settle_attributes, settle_department
from filmroom.study.facts import Attributes, Conflict, InstanceFacts, Series, Study
from filmroom.study.starts import series_start

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["aggregate_study", "group_by_study"]

_LAST = (1, 0)


def group_by_study(facts: Iterable[InstanceFacts]) -> dict[str, list[InstanceFacts]]:
    """Sort instances into studies, by Study Instance UID."""
    studies: dict[str, list[InstanceFacts]] = defaultdict(list)
    for instance in facts:
        studies[instance.study_instance_uid].append(instance)
    return dict(sorted(studies.items()))


def aggregate_study(facts: Iterable[InstanceFacts]) -> Study:
    """Build a study from its instances, each SOP Instance UID once.

    Raises:
        ValueError: there are no instances, or they are of several studies.
    """
    instances = sorted(facts, key=lambda one: one.sop_instance_uid)
    uids = {one.study_instance_uid for one in instances}
    if len(uids) != 1:
        raise ValueError(f"expected the instances of one study, found {len(uids)}")
    uid = uids.pop()
    ballots = _ballots(one.study for one in instances)
    attributes, conflicts = settle_attributes(ballots, uid, "")
    department, differing = settle_department(_counted(one.series for one in instances), uid)
    conflicts.extend(differing)
    by_series: dict[str, list[InstanceFacts]] = defaultdict(list)
    for one in instances:
        by_series[one.series_instance_uid].append(one)
    series = [_aggregate_series(uid, members, conflicts) for members in by_series.values()]
    return Study(
        study_instance_uid=uid,
        attributes=_united(attributes, department),
        variants=_variants(ballots),
        series=tuple(sorted(series, key=_series_order)),
        conflicts=tuple(sorted(conflicts)),
    )


def _aggregate_series(study_uid: str, instances: list[InstanceFacts], conflicts: list[Conflict]) -> Series:
    uid = instances[0].series_instance_uid
    ballots = _ballots(one.series for one in instances)
    attributes, differing = settle_attributes(ballots, study_uid, uid)
    conflicts.extend(differing)
    return Series(
        series_instance_uid=uid,
        attributes=attributes,
        variants=_variants(ballots),
        instances=tuple(sorted(instances, key=_instance_order)),
    )


def _ballots(votes: Iterable[Attributes]) -> list[Ballot]:
    """Count equal sets of attributes; a ballot's rank is that of its smallest UID."""
    counted = _counted(votes)
    if len(counted) == 1:
        return counted
    by_content: dict[bytes, Ballot] = {}
    for one in counted:
        ballot = by_content.setdefault(msgspec.msgpack.encode(one.attributes.values), one)
        if ballot is not one:
            ballot.count += one.count
    return list(by_content.values())


def _counted(votes: Iterable[Attributes]) -> list[Ballot]:
    """Count sets of attributes that are one object; instances come by UID, and so do the first of each."""
    by_identity: dict[int, Ballot] = {}
    for rank, attributes in enumerate(votes):
        ballot = by_identity.get(id(attributes))
        if ballot is None:
            ballot = by_identity[id(attributes)] = Ballot(attributes, rank)
        ballot.count += 1
    return list(by_identity.values())


def _variants(ballots: list[Ballot]) -> tuple[Attributes, ...]:
    return tuple(one.attributes for one in sorted(ballots, key=lambda one: (-one.count, one.rank)))


def _united(attributes: Attributes, department: Attributes) -> Attributes:
    if not department.values:
        return attributes
    raw = {**attributes.raw, **department.raw}
    return Attributes({**attributes.values, **department.values}, attributes.defects, raw)


def _number_order(number: int | None) -> tuple[int, int]:
    """Order by number; without one, or with one that counts nothing, last."""
    return _LAST if number is None or number < 0 else (0, number)


def _series_order(series: Series) -> tuple[tuple[int, int], str, str]:
    start = series_start(series.attributes, series.instances) or "9999"
    return _number_order(series.number), start, series.series_instance_uid


def _instance_order(instance: InstanceFacts) -> tuple[tuple[int, int], str]:
    return _number_order(instance.number), instance.sop_instance_uid
