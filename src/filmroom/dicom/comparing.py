"""Whether candidates have the same bytes, at a cost that is bounded by the size of the files they are in.

Members of archives are compared as they are stored where that decides it. Inflating is paid for: an
archive has an account of a few times its own size, and behind that all draw on one small reserve, so that an
archive that claims to hold far more than it is long cannot make the comparison long.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from filmroom.dicom.candidates import content_length, opened_candidate
from filmroom.dicom.limits import Limits
from filmroom.errors import DicomError, InflatedSizeError

if TYPE_CHECKING:
    from filmroom.dicom.candidates import Candidate

__all__ = ["ContentComparison"]

_BLOCK_BYTES = 256 << 10
_TIMES_OF_AN_ARCHIVE = 8
_RESERVE_BYTES = 128 << 20


class ContentComparison:
    """Compares candidates in pairs, and keeps account of what archives have cost."""

    def __init__(self, reserve_bytes: int = _RESERVE_BYTES) -> None:
        self._reserve_bytes = reserve_bytes
        self._accounts: dict[str, int] = {}  # what is left, by the path of the archive

    def is_same(self, first: Candidate, second: Candidate) -> bool:
        """Whether two candidates have the same bytes.

        Raises:
            InflatedSizeError: an archive would have to be inflated further than its size allows.
            DicomError: the bytes of one of them cannot be had, or not again.
            OSError: a file cannot be read.
        """
        for one in (first, second):
            if not one.is_whole:
                raise DicomError(f"only the first {content_length(one)} bytes of {one.name} were kept")
        length = content_length(first)
        if length != content_length(second):
            return False
        if first.member is not None and second.member is not None:
            if first.member.crc32 != second.member.crc32:
                return False
            if _are_stored_alike(first, second) and self._are_equal(first, second, as_stored=True):
                return True
        return self._are_equal(first, second, as_stored=False)

    def _are_equal(self, first: Candidate, second: Candidate, *, as_stored: bool) -> bool:
        length = first.member.compressed_bytes if as_stored and first.member else content_length(first)
        limits = Limits(inflated_size_bytes=length)
        with (
            opened_candidate(first, limits, as_stored=as_stored) as one,
            opened_candidate(second, limits, as_stored=as_stored) as other,
        ):
            for position in range(0, length + 1, _BLOCK_BYTES):
                count = min(_BLOCK_BYTES, length + 1 - position)  # one more than there should be
                block = one.read_at(position, count)
                self._pay(first, len(block))
                if block != other.read_at(position, count):
                    return False
                self._pay(second, len(block))
        return True

    def _pay(self, candidate: Candidate, count: int) -> None:
        if candidate.member is None or candidate.path is None:
            return
        left = self._accounts.get(candidate.path)
        if left is None:
            left = _TIMES_OF_AN_ARCHIVE * Path(candidate.path).stat().st_size
        from_account = min(left, count)
        self._accounts[candidate.path] = left - from_account
        self._reserve_bytes -= count - from_account
        if self._reserve_bytes < 0:
            raise InflatedSizeError("the archive inflates to too many times its size")


def _are_stored_alike(first: Candidate, second: Candidate) -> bool:
    one, other = first.member, second.member
    return (
        one is not None
        and other is not None
        and (one.is_deflated, one.compressed_bytes) == (other.is_deflated, other.compressed_bytes)
    )
