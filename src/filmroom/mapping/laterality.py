"""The side of the body that a series shows, from all the places where DICOM says it.

Laterality (0020,0060) is the series' own, and the most frequent one counts. Image Laterality, Frame Laterality
and a modifier of the region may be of one image, so that different ones make both sides.

Source: PS3.16 CID 244 (Laterality), PS3.3 C.7.3.1, Table 10-5 (General Anatomy Macros), C.7.6.16.2.8 (Frame Anatomy)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.dicom.codes import SNOMED_CT, snomed_ct_code
from filmroom.mapping.coding import code_value, make_coding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from filmroom.mapping.reading import Json, Reading

__all__ = ["FRAME_GROUPS", "LATERALITY_KEYWORDS", "frame_anatomy", "side_coding", "side_of", "sides_stated"]

FRAME_GROUPS = ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence")
"""Where frames say what they show: all together, or each for itself."""

LATERALITY_KEYWORDS = ("Laterality", "ImageLaterality", *FRAME_GROUPS, "FrameAnatomySequence", "FrameLaterality")
"""What is read here."""

# U (unpaired) says that there are no sides.
_CODES = {"R": ("24028007", "Right"), "L": ("7771000", "Left"), "B": ("51440002", "Bilateral")}
_BY_CODE = {code: side for side, (code, _) in _CODES.items()}
_BY_WORD = {word.casefold(): side for side, (_, word) in _CODES.items()}


def side_coding(side: str) -> Json:
    """Return the SNOMED CT coding of R, L or B."""
    return make_coding(SNOMED_CT, *_CODES[side])


def side_of(modifier: Reading) -> str:
    """Return R, L or B when a modifier of the region names a side; else empty."""
    code = code_value(modifier)
    return _BY_CODE.get(snomed_ct_code(code) or code) or _BY_WORD.get(modifier.text("CodeMeaning").casefold(), "")


def sides_stated(reading: Reading) -> Iterator[tuple[str, str]]:
    """Return each side that the series, its images and their frames state, with the attribute that does."""
    series = reading.text("Laterality").upper()
    if series in _CODES:
        yield series, "Laterality"
    for variant in reading.every("ImageLaterality"):
        side = variant.text("ImageLaterality").upper()
        if side in _CODES:
            yield side, "ImageLaterality"
    for keyword, anatomy in frame_anatomy(reading):
        side = anatomy.text("FrameLaterality").upper()
        if side in _CODES:
            yield side, keyword


def frame_anatomy(reading: Reading) -> Iterable[tuple[str, Reading]]:
    """Return what frames say of their anatomy, with the attribute at the root that it stands in."""
    for keyword in FRAME_GROUPS:
        for variant in reading.every(keyword):
            for groups in variant.items(keyword):
                for anatomy in groups.items("FrameAnatomySequence"):
                    yield keyword, anatomy
