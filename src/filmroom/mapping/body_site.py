"""What part of the body a series shows, and of which side.

R6 has no element for laterality: it goes into the body site as a second coding and into its text.

Source: PS3.16 Annex L, PS3.3 Table 10-5 (General Anatomy Macros), PS3.3 C.7.3.1 (Laterality)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from filmroom.dicom.body_parts import BODY_PARTS
from filmroom.dicom.codes import SNOMED_CT
from filmroom.mapping.coding import coding, make_coding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filmroom.mapping.reading import Json, Reading
    from filmroom.study.facts import Attributes

__all__ = ["BODY_SITE_KEYWORDS", "map_body_site"]

BODY_SITE_KEYWORDS = (
    "AnatomicRegionSequence",
    "AnatomicRegionModifierSequence",
    "BodyPartExamined",
    "Laterality",
    "ImageLaterality",
    "SharedFunctionalGroupsSequence",
    "FrameAnatomySequence",
    "FrameLaterality",
)
"""What `map_body_site` reads."""

# PS3.16 CID 244. U (unpaired) says that there are no sides.
_SIDES = {"R": ("24028007", "Right"), "L": ("7771000", "Left"), "B": ("51440002", "Bilateral")}


def map_body_site(reading: Reading) -> Json | None:
    """Return the CodeableReference of the anatomic region; None when nothing names one."""
    made = _region(reading) or _body_part(reading)
    side = _side(reading)
    if made is None:
        if side:
            reading.done(f"laterality {side} left out: no body part that it could be a side of")
        return None
    if side:
        code, word = _SIDES[side]
        words = made.get("text") or made["coding"][0].get("display", "")
        if "coding" in made:  # a side alone is no body part
            made["coding"].append(make_coding(SNOMED_CT, code, word))
        made["text"] = f"{word} {_uncapitalised(words)}".strip()
    return {"concept": made}


def _uncapitalised(words: str) -> str:
    """Write ``Knee`` as ``knee`` behind another word, but leave ``MRT`` and ``LKNEE`` as they are."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _region(reading: Reading) -> Json | None:
    items = reading.items("AnatomicRegionSequence") or tuple(_frame_regions(reading))
    if not items:
        return None
    region = items[0]
    code = coding(region, reading)
    modifiers = [one.text("CodeMeaning") for one in region.items("AnatomicRegionModifierSequence")]
    words = " ".join(word for word in (*modifiers, region.text("CodeMeaning")) if word)
    made: Json = {}
    if code is not None:
        made["coding"] = [code]
    if words and (any(modifiers) or code is None):
        made["text"] = words
    return made or None


def _body_part(reading: Reading) -> Json | None:
    term = reading.text("BodyPartExamined")
    if not term:
        return None
    known = BODY_PARTS.get(term.upper()) or BODY_PARTS.get(re.sub(r"[\s_\-]+", "", term.upper()))
    if known is None:
        reading.done("not a defined term of PS3.16 Annex L: kept as text")
        return {"text": term}
    code, meaning = known
    if not code:
        reading.done("a term of PS3.16 Annex L that has no code: kept its meaning as text")
        return {"text": meaning}
    reading.done("SNOMED CT by PS3.16 Annex L")
    return {"coding": [make_coding(SNOMED_CT, code, meaning)]}


def _side(reading: Reading) -> str:
    """Return R, L or B; images of both sides in one series make it both."""
    sides = {reading.text("Laterality").upper()}
    for keyword in ("ImageLaterality", "SharedFunctionalGroupsSequence"):
        for variant in reading.every(keyword):
            sides.add(variant.text("ImageLaterality").upper())
            sides.update(one.text("FrameLaterality").upper() for one in _frame_anatomy(variant))
    sides &= _SIDES.keys()
    if len(sides) > 1:
        reading.done("images of both sides in one series: bilateral")
        return "B"
    return sides.pop() if sides else ""


def _frame_anatomy(attributes: Attributes) -> Iterator[Attributes]:
    for groups in attributes.items("SharedFunctionalGroupsSequence"):
        yield from groups.items("FrameAnatomySequence")


def _frame_regions(reading: Reading) -> Iterator[Attributes]:
    for variant in reading.every("SharedFunctionalGroupsSequence"):
        for anatomy in _frame_anatomy(variant):
            yield from anatomy.items("AnatomicRegionSequence")
