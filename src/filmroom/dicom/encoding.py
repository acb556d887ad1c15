"""How data sets are written: the transfer syntaxes, and what the first bytes give away.

Source: PS3.5 section 7, 10 and annex A; PS3.6 table A-1.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = [
    "DEFLATED",
    "EXPLICIT_LITTLE",
    "IMPLICIT_LITTLE",
    "LONG_VRS",
    "VRS",
    "Encoding",
    "encoding_of",
    "guess_encoding",
    "looks_explicit",
]


class Encoding(NamedTuple):
    """How the elements of a data set are written."""

    is_implicit: bool
    is_little_endian: bool


IMPLICIT_LITTLE = Encoding(is_implicit=True, is_little_endian=True)
EXPLICIT_LITTLE = Encoding(is_implicit=False, is_little_endian=True)
EXPLICIT_BIG = Encoding(is_implicit=False, is_little_endian=False)

_ENCODINGS = {
    "1.2.840.10008.1.2": IMPLICIT_LITTLE,
    "1.2.840.10008.1.20": IMPLICIT_LITTLE,  # Papyrus 3, retired
    "1.2.840.113619.5.2": IMPLICIT_LITTLE,  # GE, private: only the pixels are big endian
    "1.2.840.10008.1.2.2": EXPLICIT_BIG,  # retired
}

DEFLATED = frozenset(
    {
        "1.2.840.10008.1.2.1.99",  # Deflated Explicit VR Little Endian
        "1.2.840.10008.1.2.4.95",  # JPIP Referenced Deflate
        "1.2.840.10008.1.2.4.205",  # JPIP HTJ2K Referenced Deflate
    }
)
"""The transfer syntaxes whose whole data set is deflated. Source: PS3.5 A.5, A.7 and A.11."""

LONG_VRS = frozenset(
    {b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"},
)
"""The VRs whose length is written in four bytes behind two reserved ones. Source: PS3.5 7.1.2."""

VRS = LONG_VRS | {
    *(b"AE", b"AS", b"AT", b"CS", b"DA", b"DS", b"DT", b"FD", b"FL", b"IS", b"LO"),
    *(b"LT", b"PN", b"SH", b"SL", b"SS", b"ST", b"TM", b"UI", b"UL", b"US"),
}
"""Every VR. Source: PS3.5 table 6.2-1."""


def encoding_of(transfer_syntax_uid: str) -> Encoding:
    """Return how a transfer syntax writes elements; all the others are explicit VR little endian (PS3.5 A.4)."""
    return _ENCODINGS.get(transfer_syntax_uid, EXPLICIT_LITTLE)


def looks_explicit(start: bytes) -> bool:
    """Whether two capital letters stand where explicit VR has the VR of the first element.

    In implicit VR these bytes are the lower half of a length, so that a first element would have to be
    16,705 bytes long to be taken for the other.
    """
    return len(start) >= 6 and 0x41 <= start[4] <= 0x5A and 0x41 <= start[5] <= 0x5A


def guess_encoding(start: bytes) -> Encoding | None:
    """Tell from its first eight bytes how a data set is written; None when it does not look like one.

    A data set begins with a tag of a low and even group, mostly 0008, and has either a VR or a modest
    length behind it.
    """
    if len(start) < 8:
        return None
    little_group = int.from_bytes(start[:2], "little")
    big_group = int.from_bytes(start[:2], "big")
    if start[4:6] in VRS:
        if _is_first_group(little_group):
            return EXPLICIT_LITTLE
        return EXPLICIT_BIG if _is_first_group(big_group) else None
    length = int.from_bytes(start[4:8], "little")
    return IMPLICIT_LITTLE if _is_first_group(little_group) and length <= 0xFFFF else None


def _is_first_group(group: int) -> bool:
    return 0x0002 <= group <= 0x0028 and group % 2 == 0
