"""Answers made smaller: zstd and gzip.

Source: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3, https://www.rfc-editor.org/rfc/rfc8878
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import zstandard

from filmroom.http.accept import parse_preferences

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["choose_coding", "compress", "is_text"]

_GZIP_LEVEL: Final = 5
_ZSTD_LEVEL: Final = 3


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, _GZIP_LEVEL, mtime=0)


def _zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(data)


# In the order in which the server likes them.
_CODINGS: Final[dict[str, Callable[[bytes], bytes]]] = {"zstd": _zstd, "gzip": _gzip}


@lru_cache(maxsize=256)
def choose_coding(accept_encoding: str) -> str:
    """Choose how an answer is compressed by the Accept-Encoding header; empty for not at all."""
    weights = {each.value: each.weight for each in parse_preferences(accept_encoding)}
    anything = weights.get("*", 0.0)
    offered = [(weights.get(name, anything), name) for name in _CODINGS]
    weight, coding = max(offered, key=lambda each: each[0])
    return coding if weight and weight >= weights.get("identity", 0.0) else ""


@lru_cache(maxsize=256)
def is_text(content_type: str) -> bool:
    """Say whether an answer of this type becomes smaller by compressing."""
    value = content_type.partition(";")[0].strip().lower()
    return value.startswith("text/") or value.endswith(("json", "xml", "javascript"))


def compress(data: bytes, coding: str) -> bytes:
    """Compress by one of the codings that `choose_coding` gives."""
    return _CODINGS[coding](data)
