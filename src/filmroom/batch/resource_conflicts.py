"""Studies that disagree about a resource which they share, such as the patient.

One identifier may stand for two people, and then nothing but the difference shows it: so every element that
differs is told, with the studies that say so.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

from filmroom.batch.report import ResourceConflict, StudyValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filmroom.batch.sorted_lines import Merged, State
    from filmroom.study.facts import ConflictingValue

__all__ = ["find_resource_conflicts"]

_decode = msgspec.json.Decoder(dict[str, Any]).decode
_encode = msgspec.json.Encoder(order="sorted").encode


def find_resource_conflicts(resource_type: str, merged: Merged) -> Iterator[ResourceConflict]:
    """Return each element of a resource that differs between studies, in the order of the elements' names."""
    if not merged.others:
        return
    kept = _decode(merged.kept.json)
    others = [(state, _decode(state.json)) for state in merged.others]
    for element in sorted({*kept, *(name for _, other in others for name in other)}):
        text = _text(kept, element)
        differing: dict[str, list[State]] = defaultdict(list)
        for state, other in others:
            if (said := _text(other, element)) != text:
                differing[said].append(state)
        if differing:
            yield ResourceConflict(
                merged.kept.study_instance_uid,
                "",
                f"{resource_type}.{element}",
                text,
                tuple(sorted((_value(said, states) for said, states in differing.items()), key=_frequency)),
                f"{resource_type}/{merged.key}",
            )


def _text(resource: dict[str, Any], element: str) -> str:
    return _encode(resource[element]).decode() if element in resource else ""


def _value(text: str, states: list[State]) -> StudyValue:
    uids = tuple(sorted(state.study_instance_uid for state in states))
    return StudyValue(text, sum(state.instances for state in states), uids)


def _frequency(value: ConflictingValue) -> tuple[int, str]:
    return -value.instances, value.value
