"""Synthetic CT instances: explicit VR little endian, 260 elements before the pixels, as scanners write them.

The values of patient, study and series repeat; positions, times, numbers and UIDs vary from instance to
instance, and with them lengths. About a third of the elements are private. Seeded: every run reads
the same bytes.
"""

from __future__ import annotations

import random
import struct
from typing import NamedTuple

__all__ = ["Instance", "ct_file", "small_file"]

_LONG_FORM = frozenset({"OB", "OW", "SQ", "UN", "UT"})
_ROOT = "1.2.826.0.1.3680043.10.1451"


class Instance(NamedTuple):
    """Which instance of which study, counted from 0."""

    study: int
    series: int
    number: int

    @property
    def study_uid(self) -> str:
        """The Study Instance UID."""
        return f"{_ROOT}.1.{self.study}"

    @property
    def series_uid(self) -> str:
        """The Series Instance UID."""
        return f"{_ROOT}.2.{self.study}.{self.series}"

    @property
    def uid(self) -> str:
        """The SOP Instance UID."""
        return f"{_ROOT}.3.{self.study}.{self.series}.{self.number + 1}"


def element(tag: int, vr: str, value: bytes | str) -> bytes:
    """Encode one element. Source: PS3.5 section 7.1.2"""
    raw = value.encode("latin-1") if isinstance(value, str) else value
    if len(raw) % 2:
        raw += b"\0" if vr in ("UI", "OB", "UN") else b" "
    head = struct.pack("<HH", tag >> 16, tag & 0xFFFF) + vr.encode()
    if vr in _LONG_FORM:
        return head + struct.pack("<HL", 0, len(raw)) + raw
    return head + struct.pack("<H", len(raw)) + raw


def _code(value: str, scheme: str, meaning: str) -> bytes:
    content = element(0x00080100, "SH", value) + element(0x00080102, "SH", scheme) + element(0x00080104, "LO", meaning)
    return struct.pack("<HHL", 0xFFFE, 0xE000, len(content)) + content


def _meta(instance: Instance) -> bytes:
    body = element(0x00020001, "OB", b"\0\1")
    body += element(0x00020002, "UI", "1.2.840.10008.5.1.4.1.1.2")
    body += element(0x00020003, "UI", instance.uid)
    body += element(0x00020010, "UI", "1.2.840.10008.1.2.1")
    body += element(0x00020012, "UI", f"{_ROOT}.9")
    return b"\0" * 128 + b"DICM" + element(0x00020000, "UL", struct.pack("<L", len(body))) + body


def _identity(instance: Instance) -> dict[int, bytes]:
    """The elements that filmroom reads, and some that stand among them."""
    study, series, number = instance
    clock = f"{8 + number // 3600 % 12:02d}{number // 60 % 60:02d}{number % 60:02d}"
    texts: tuple[tuple[int, str, str], ...] = (
        (0x00080005, "CS", "ISO_IR 100"),
        (0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL"),
        (0x00080012, "DA", "20240512"),
        (0x00080013, "TM", f"{clock}.{number * 37 % 1000000:06d}"),
        (0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2"),
        (0x00080018, "UI", instance.uid),
        (0x00080020, "DA", f"2024{study % 12 + 1:02d}{study % 28 + 1:02d}"),
        (0x00080021, "DA", f"2024{study % 12 + 1:02d}{study % 28 + 1:02d}"),
        (0x00080022, "DA", f"2024{study % 12 + 1:02d}{study % 28 + 1:02d}"),
        (0x00080023, "DA", f"2024{study % 12 + 1:02d}{study % 28 + 1:02d}"),
        (0x00080030, "TM", f"07{study % 60:02d}15"),
        (0x00080031, "TM", f"07{study % 60:02d}{series % 60:02d}"),
        (0x00080032, "TM", f"{clock}.{number * 91 % 1000:03d}"),
        (0x00080033, "TM", clock),
        (0x00080050, "SH", f"A{study:09d}"),
        (0x00080060, "CS", "CT"),
        (0x00080070, "LO", "Example Scanners"),
        (0x00080080, "LO", "General Hospital"),
        (0x00080081, "ST", "1 Hospital Road, Springfield"),
        (0x00080090, "PN", "Referrer^Rita^^Dr"),
        (0x00080201, "SH", "+0100"),
        (0x00081010, "SH", "CT01"),
        (0x00081030, "LO", "CT Thorax and abdomen with contrast"),
        (0x0008103E, "LO", f"Series {series} axial 1.5 soft"),
        (0x00081040, "LO", "Radiology"),
        (0x00081050, "PN", "Performer^Paul"),
        (0x00081070, "PN", "Operator^Olga"),
        (0x00081090, "LO", "Scanner 64"),
        (0x00100010, "PN", f"Patient{study % 4000}^Given^Middle"),
        (0x00100020, "LO", f"P{study % 4000:07d}"),
        (0x00100021, "LO", "GENERAL"),
        (0x00100030, "DA", f"19{study % 90 + 10}0{study % 9 + 1}1{study % 9}"),
        (0x00100040, "CS", "FMO"[study % 3]),
        (0x00101010, "AS", "061Y"),
        (0x00180015, "CS", "CHEST"),
        (0x00181000, "LO", "SN-000123"),
        (0x00181020, "LO", "V8.1.2"),
        (0x0020000D, "UI", instance.study_uid),
        (0x0020000E, "UI", instance.series_uid),
        (0x00200010, "SH", f"{study}"),
        (0x00200011, "IS", f"{series + 1}"),
        (0x00200012, "IS", "1"),
        (0x00200013, "IS", f"{number + 1}"),
        (0x00200032, "DS", f"-{180.5}\\-{181.25}\\{-300 + 1.5 * number:g}"),
        (0x00200037, "DS", "1\\0\\0\\0\\1\\0"),
        (0x00200052, "UI", f"{_ROOT}.4.{study}"),
        (0x00201041, "DS", f"{-300 + 1.5 * number:g}"),
        (0x00280004, "CS", "MONOCHROME2"),
        (0x00280030, "DS", "0.7\\0.7"),
        (0x00281050, "DS", "40"),
        (0x00281051, "DS", "400"),
        (0x00281052, "DS", "-1024"),
        (0x00281053, "DS", "1"),
        (0x00321060, "LO", "CT Thorax and abdomen"),
        (0x00380010, "LO", f"V{study:08d}"),
        (0x00400244, "DA", "20240512"),
        (0x00400245, "TM", "071500"),
        (0x00400253, "SH", f"PPS{study}"),
        (0x00401001, "SH", f"RP{study}"),
    )
    made = {tag: element(tag, vr, value) for tag, vr, value in texts}
    for tag, value in ((0x00280002, 1), (0x00280010, 512), (0x00280011, 512), (0x00280100, 16), (0x00280101, 12)):
        made[tag] = element(tag, "US", struct.pack("<H", value))
    made[0x00081032] = element(0x00081032, "SQ", _code("RPID16", "RADLEX", "CT Thorax"))
    made[0x00321064] = element(0x00321064, "SQ", _code("RPID16", "RADLEX", "CT Thorax"))
    return made


def _filling(count: int) -> list[tuple[int, str, str]]:
    """Elements that nobody wants: acquisition parameters and private ones."""
    choice = random.Random(20240512)
    made = [(0x00180060 + 2 * index, "DS", f"{choice.uniform(0, 500):.3f}") for index in range(count // 3)]
    made += [
        (0x00190010, "LO", "EXAMPLE ACQ 1.0"),
        (0x00210010, "LO", "EXAMPLE REL 1.0"),
        (0x00290010, "LO", "EXAMPLE IMG 1.0"),
    ]
    made += [(0x00191000 + index, "LO", "x" * choice.randrange(2, 24)) for index in range(count // 3)]
    made += [(0x00211000 + index, "IS", str(choice.randrange(10**6))) for index in range(count // 6)]
    rest = count - len(made)
    made += [(0x00291000 + index, "SH", f"value {index}") for index in range(rest)]
    return made


_ELEMENTS = 260
_FILLING = _filling(_ELEMENTS - len(_identity(Instance(0, 0, 0))))
_PIXELS = b"\0" * 1024


def ct_file(instance: Instance) -> bytes:
    """Return the file of one instance: 260 elements, then a little pixel data."""
    elements = _identity(instance)
    shift = instance.number % 7
    for tag, vr, value in _FILLING:
        varied = f"{value}{instance.number % 10}" if shift == tag % 97 else value
        elements[tag] = element(tag, vr, varied)
    body = b"".join(elements[tag] for tag in sorted(elements))
    return _meta(instance) + body + element(0x7FE00010, "OW", _PIXELS)


def small_file(instance: Instance) -> bytes:
    """Return the same instance with only the elements of its identity: some 2 KB."""
    elements = _identity(instance)
    body = b"".join(elements[tag] for tag in sorted(elements))
    return _meta(instance) + body + element(0x7FE00010, "OW", b"\0\0")
