"""Progress bars."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from filmroom.cli.progress import Bars

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_there_are_none_off_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", told := io.StringIO())
    bars = Bars()

    bars("reading", 5, None)
    bars.stop()

    assert told.getvalue() == ""


def test_a_phase_that_is_over_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    bars = Bars()

    bars("reading", 18_000, None)
    bars("settling", 1, 4)
    assert bars._bars is not None
    shown = [(task.description, task.completed, task.total, task.fields["count"]) for task in bars._bars.tasks]
    bars.stop()

    assert shown == [("reading", 18_000, 18_000, "18,000"), ("settling", 1, 4, "1 of 4")]
