"""Instances that follow from a study and a number, so that whoever reads them knows every byte."""

from __future__ import annotations

from hashlib import sha256
from random import Random

from builders import Element, encoded, even, file_bytes

__all__ = ["generated_instance", "generated_key", "generated_uid"]

_CT_IMAGE_STORAGE = b"1.2.840.10008.5.1.4.1.1.2"
_MOST_BYTES = 32 << 10


def generated_uid(study: str, number: int) -> str:
    """Return the SOP Instance UID; every third instance is of a series of its own."""
    return f"{study}.{number % 3 + 1}.{number + 1}"


def generated_instance(study: str, number: int) -> bytes:
    """Write an instance of up to 32 KB."""
    random = Random(f"{study} {number}")
    pixels = random.randbytes(random.randrange(0, _MOST_BYTES, 2))
    texts = (
        (0x00080016, "UI", _CT_IMAGE_STORAGE),
        (0x00080018, "UI", generated_uid(study, number).encode()),
        (0x00080020, "DA", b"20240229"),
        (0x00080060, "CS", b"CT"),
        (0x00100020, "LO", b"P1"),
        (0x0020000D, "UI", study.encode()),
        (0x0020000E, "UI", f"{study}.{number % 3 + 1}".encode()),
        (0x00200011, "IS", str(number % 3 + 1).encode()),
        (0x00200013, "IS", str(number).encode()),
    )
    elements = [Element(tag, vr, even(value, b"\0" if vr == "UI" else b" ")) for tag, vr, value in texts]
    return file_bytes(encoded((*elements, Element(0x7FE00010, "OW", pixels))))


def generated_key(study: str, number: int) -> str:
    """Return the SHA-256 of the instance, in hexadecimal."""
    return sha256(generated_instance(study, number)).hexdigest()
