"""How the server answers over HTTP."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from filmroom.errors import UsageError

__all__ = ["HttpSettings", "read_token_file"]

_WEB_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9._~:/\[\]-]+")
_TOKEN: Final = re.compile(r"[A-Za-z0-9._~+/=-]{16,4096}")  # RFC 6750 section 2.1
_LOG_FORMATS: Final = ("json", "console")


@dataclass(frozen=True, slots=True)
class HttpSettings:
    """What is decided about the server before it starts.

    Attributes:
        base_url: the address at which clients see the server, without ``/fhir``; empty: what each request says.
        trust_forwarded: believe a proxy's ``Forwarded`` and ``X-Forwarded-*`` about that address.
        token: what clients have to bring as a bearer token; empty: everybody may do everything.
        body_bytes: the largest body of a request.
        compress_from_bytes: the smallest text answer that is compressed.
        concurrent_requests: how many expensive requests (searches, histories, bundles) a process works on at once;
            the next is answered with 429.
        log_format: ``json``, one object a line, or ``console``, for people.
        log_level: the least level that is logged; requests are logged as ``INFO``.

    Raises:
        UsageError: a value cannot be used.
    """

    base_url: str = ""
    trust_forwarded: bool = False
    token: str = field(default="", repr=False)
    body_bytes: int = 64 * 1024 * 1024
    compress_from_bytes: int = 1024
    concurrent_requests: int = 32
    log_format: str = "json"
    log_level: str = "INFO"

    def __post_init__(self) -> None:
        if self.base_url and not _WEB_ADDRESS.fullmatch(self.base_url):
            raise UsageError(f"base_url {self.base_url!r}: expected a web address such as https://fhir.example.org")
        if self.token and not _TOKEN.fullmatch(self.token):
            raise UsageError("token: expected 16 to 4096 of the characters that a bearer token may have")
        if self.log_format not in _LOG_FORMATS:
            raise UsageError(f"log_format {self.log_format!r}: expected json or console")
        if self.log_level not in logging.getLevelNamesMapping():
            raise UsageError(f"log_level {self.log_level!r}: expected DEBUG, INFO, WARNING or ERROR")
        for name in ("body_bytes", "concurrent_requests"):
            if getattr(self, name) < 1:
                raise UsageError(f"{name}: found {getattr(self, name)}, expected at least 1")
        object.__setattr__(self, "base_url", self.base_url.rstrip("/"))


def read_token_file(path: str | Path) -> str:
    """Read the bearer token that a file holds, white space around it left out.

    Raises:
        UsageError: the file cannot be read, or holds none.
    """
    try:
        token = Path(path).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"token file {str(path)!r}: cannot be read as text") from error
    if not _TOKEN.fullmatch(token):
        raise UsageError(f"token file {str(path)!r}: expected 16 to 4096 of the characters a bearer token may have")
    return token
