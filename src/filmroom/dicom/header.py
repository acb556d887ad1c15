"""What reading a DICOM header gives: the raw values of the attributes that filmroom reads.

Nothing is decoded here: `filmroom.dicom.values` does that, once for each distinct value.
"""

from __future__ import annotations

from typing import TypeAlias, Union

import msgspec

__all__ = ["Header", "RawElements", "RawValue"]

RawElements: TypeAlias = "dict[int, RawValue]"
"""Raw values by tag: those of a data set, or of one item of a sequence."""

RawValue: TypeAlias = Union[bytes, "tuple[RawElements, ...]"]
"""The bytes of a value as they stand in the file, padding included; or the items of a sequence.

The form is the file's: a plain value where the dictionary has a sequence means that it could not be read as
items, and items where the dictionary has a plain value mean that the file has a sequence there.
"""


class Header(msgspec.Struct, frozen=True):
    """The attributes of `filmroom.dicom.dictionary` that one instance has, undecoded.

    Attributes:
        elements: by tag; an attribute that is missing from the file is missing here, one of length
            zero is ``b""`` or ``()``.
        transfer_syntax_uid: from the file meta information; empty when there was none.
        is_little_endian: the order of bytes in binary values (VR US).
        media_storage_sop_class_uid: from the file meta information; empty when there was none. A DICOMDIR
            (1.2.840.10008.1.3.10) is known by it, and has no elements here.
    """

    elements: RawElements
    transfer_syntax_uid: str
    is_little_endian: bool = True
    media_storage_sop_class_uid: str = ""
