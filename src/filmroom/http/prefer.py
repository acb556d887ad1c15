"""What a client prefers to get back from a change, and how a server is to take what it does not know.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#ops and search.html#errors, https://www.rfc-editor.org/rfc/rfc7240
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from falcon import Request

__all__ = ["Preferred", "Return", "prefer"]

_SEPARATOR: Final = re.compile(r"[,;]")


class Return(StrEnum):
    """What the answer to a change holds."""

    MINIMAL = "minimal"
    REPRESENTATION = "representation"
    OUTCOME = "OperationOutcome"


class Preferred(msgspec.Struct, frozen=True):
    """What a client prefers.

    Attributes:
        content: None when it does not say.
        is_strict: whether what is not understood is an error.
    """

    content: Return | None = None
    is_strict: bool = False


def prefer(request: Request) -> Preferred:
    """Read the Prefer header; what it says that is not known is passed over, as the header's definition wants."""
    return _read(request.env.get("HTTP_PREFER", ""))


@lru_cache(maxsize=256)
def _read(text: str) -> Preferred:
    said: dict[str, str] = {}
    for part in _SEPARATOR.split(text):
        name, _, value = part.partition("=")
        said.setdefault(name.strip().lower(), value.strip().strip('"'))
    content = said.get("return", "")
    return Preferred(Return(content) if content in set(Return) else None, said.get("handling", "").lower() == "strict")
