"""What part of the body a series shows, and of which side.

R6 has no element for laterality: it goes into the body site as a second coding and into its text.

Source: PS3.16 Annex L, PS3.3 Table 10-5 (General Anatomy Macros)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from filmroom.dicom.body_parts import BODY_PARTS
from filmroom.dicom.codes import SNOMED_CT
from filmroom.dicom.decoded import show
from filmroom.mapping.coding import CODED, coding, make_coding
from filmroom.mapping.laterality import LATERALITY_KEYWORDS, frame_anatomy, side_coding, side_of, sides_stated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from filmroom.mapping.reading import Json, Reading

__all__ = ["BODY_SITE_KEYWORDS", "map_body_site"]

BODY_SITE_KEYWORDS = (
    "AnatomicRegionSequence",
    "AnatomicRegionModifierSequence",
    "BodyPartExamined",
    *LATERALITY_KEYWORDS,
    *CODED,
)
"""What `map_body_site` reads."""


class _Region(NamedTuple):
    """A region as a concept, and the sides that its modifiers name."""

    concept: Json
    sides: frozenset[str] = frozenset()


def map_body_site(reading: Reading) -> Json | None:
    """Return the CodeableReference of the anatomic region; None when nothing names one."""
    region = _region(reading) or _body_part(reading)
    stated = dict(sides_stated(reading))
    if region is None:
        for side, keyword in stated.items():
            reading.report(keyword, side, "a body part that it is a side of", "left out: a side without a body part")
        return None
    side = _one_side(reading, region.sides | stated.keys())
    if not side:
        return {"concept": region.concept}
    return {"concept": _sided(region.concept, side_coding(side))}


def _one_side(reading: Reading, sides: frozenset[str]) -> str:
    """Return R, L or B; images of both sides in one series make it both. Empty for none."""
    if len(sides) > 1:
        reading.done("images of both sides in one series: bilateral")
        return "B"
    return next(iter(sides), "")


def _sided(region: Json, side: Json) -> Json:
    made = dict(region)
    words = made.get("text") or made["coding"][0].get("display", "")
    if "coding" in made:  # a side alone is no body part
        made["coding"] = [*made["coding"], side]
    made["text"] = f"{side['display']} {_uncapitalised(words)}".strip()
    return made


def _uncapitalised(words: str) -> str:
    """Write ``Knee`` as ``knee`` behind another word, but leave ``MRT`` and ``LKNEE`` as they are."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _region(reading: Reading) -> _Region | None:
    """Return the region that is coded for the series, else for its frames."""
    items = reading.items("AnatomicRegionSequence")
    if items:
        return _coded_region(items[0])
    regions = [item for _, anatomy in frame_anatomy(reading) for item in anatomy.items("AnatomicRegionSequence")]
    return _only_region(regions)


def _only_region(regions: Iterable[Reading]) -> _Region | None:
    """Return the first region, with the sides of all the frames that show it; other regions are reported."""
    kept: _Region | None = None
    for item in regions:
        made = _coded_region(item)
        if made is None or kept is None or made.concept == kept.concept:
            kept = _Region(kept.concept, kept.sides | made.sides) if kept and made else kept or made
            continue
        found = item.text("CodeMeaning") or item.text("CodeValue")
        item.report(
            "CodeValue", show(found), "one region for all frames of a series", "left out: another frame's was kept"
        )
    return kept


def _coded_region(region: Reading) -> _Region | None:
    code = coding(region)
    modifiers = [(side_of(one), one.text("CodeMeaning")) for one in region.items("AnatomicRegionModifierSequence")]
    qualities = [meaning for side, meaning in modifiers if meaning and not side]
    words = " ".join(word for word in (*qualities, region.text("CodeMeaning")) if word)
    made: Json = {}
    if code is not None:
        made["coding"] = [code]
    if words and (qualities or code is None):
        made["text"] = words
    return _Region(made, frozenset(side for side, _ in modifiers if side)) if made else None


def _body_part(reading: Reading) -> _Region | None:
    term = reading.text("BodyPartExamined")
    if not term:
        return None
    known = BODY_PARTS.get(term.upper()) or BODY_PARTS.get(re.sub(r"[\s_\-]+", "", term.upper()))
    if known is None:
        reading.done("not a defined term of PS3.16 Annex L: kept as text")
        return _Region({"text": term})
    code, meaning = known
    if not code:
        reading.done("a term of PS3.16 Annex L that has no code: kept its meaning as text")
        return _Region({"text": meaning})
    reading.done("SNOMED CT by PS3.16 Annex L")
    return _Region({"coding": [make_coding(SNOMED_CT, code, meaning)]})
