"""Attributes as bytes: MessagePack. A person name is a map with its own small names, an item one with keywords.

Source: https://github.com/msgpack/msgpack/blob/master/spec.md
"""

from __future__ import annotations

from typing import Any

import msgspec

from filmroom.dicom.person_names import PersonName
from filmroom.study.facts import Attributes, Defect

__all__ = ["decode_attributes", "encode_attributes"]

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder()


def encode_attributes(attributes: Attributes) -> bytes:
    """Return attributes as bytes: the same for the same values in the same order."""
    defects = [msgspec.structs.astuple(one) for one in attributes.defects]
    return _ENCODER.encode((attributes.values, defects))


def decode_attributes(content: bytes) -> Attributes:
    """Return attributes from bytes.

    Raises:
        msgspec.DecodeError: the bytes are not of `encode_attributes`.
    """
    values, defects = _DECODER.decode(content)
    for keyword, value in values.items():
        if type(value) is list or type(value) is dict:
            values[keyword] = _thaw(value)
    return Attributes(values, tuple(Defect(*one) for one in defects))


def _thaw(value: Any) -> Any:
    if type(value) is list:
        return tuple(map(_thaw, value))
    if type(value) is dict:
        if "alphabetic" in value:
            return PersonName(**value)
        return {keyword: _thaw(inner) for keyword, inner in value.items()}
    return value
