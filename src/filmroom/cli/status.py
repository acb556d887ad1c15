"""The exit statuses.

Source: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html 2.8.2, for what ends by a signal.
"""

from __future__ import annotations

from enum import IntEnum

__all__ = ["Status"]


class Status(IntEnum):
    """With what the program ends."""

    FINE = 0, "all is well"
    INPUT = 1, "something was wrong with the input"
    CANNOT = 2, "it could not be done as asked"
    INTERRUPTED = 130, "interrupted (Ctrl-C)"
    UNREAD = 141, "whoever reads standard output has had enough, as in `| head`"
    TERMINATED = 143, "terminated"

    meaning: str

    def __new__(cls, value: int, meaning: str) -> Status:
        """Make a status with its meaning."""
        status = int.__new__(cls, value)
        status._value_ = value
        status.meaning = meaning
        return status

    @classmethod
    def described(cls) -> str:
        """Describe all of them in one sentence."""
        return "; ".join(f"{status.value} {status.meaning}" for status in cls)
