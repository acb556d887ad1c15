"""SIGINT and SIGTERM while a run lasts."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from filmroom.batch.interrupts import Interrupts, Terminated, signals_blocked

if TYPE_CHECKING:
    from collections.abc import Callable

_KINDS = {signal.SIGINT: KeyboardInterrupt, signal.SIGTERM: Terminated}


def _while_listening(action: Callable[[Interrupts], object]) -> None:
    with Interrupts() as interrupts:
        action(interrupts)


def _send(number: signal.Signals) -> None:
    os.kill(os.getpid(), number)


@pytest.mark.parametrize(("number", "kind"), _KINDS.items())
def test_a_signal_ends_the_run_at_once(number: signal.Signals, kind: type[BaseException]) -> None:
    before = signal.getsignal(number)

    with pytest.raises(KeyboardInterrupt) as raised:
        _while_listening(lambda _: _send(number))

    assert raised.type is kind
    assert signal.getsignal(number) is before


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(("number", "kind"), _KINDS.items())
def test_a_signal_whose_exception_was_swallowed_is_raised_at_the_next_check(
    number: signal.Signals, kind: type[BaseException]
) -> None:
    class Finalised:
        def __del__(self) -> None:
            _send(number)

    with Interrupts() as interrupts:
        Finalised()
        with pytest.raises(kind):
            interrupts.check()
        with pytest.raises(kind):
            interrupts.hold()


def test_a_second_signal_does_not_stop_the_clearing_up() -> None:
    cleared: list[bool] = []

    def interrupted(_: Interrupts) -> None:
        try:
            _send(signal.SIGINT)
        finally:
            _send(signal.SIGTERM)
            cleared.append(True)

    with pytest.raises(KeyboardInterrupt) as raised:
        _while_listening(interrupted)

    assert (raised.type, cleared) == (KeyboardInterrupt, [True])


def test_what_must_not_stop_half_way_is_not_interrupted() -> None:
    with Interrupts() as interrupts:
        interrupts.hold()
        _send(signal.SIGINT)
        _send(signal.SIGTERM)


def test_a_program_that_handles_or_ignores_a_signal_keeps_it() -> None:
    told: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: told.append(number))
    try:
        _while_listening(lambda _: _send(signal.SIGTERM))
    finally:
        signal.signal(signal.SIGTERM, before)

    assert told == [signal.SIGTERM]


def test_outside_the_main_thread_nothing_is_listened_to() -> None:
    seen: list[object] = []
    before = signal.getsignal(signal.SIGTERM)
    thread = threading.Thread(target=_while_listening, args=(lambda _: seen.append(signal.getsignal(signal.SIGTERM)),))
    thread.start()
    thread.join()

    assert seen == [before]


def test_a_blocked_signal_waits() -> None:
    order: list[str] = []

    def blocked(_: Interrupts) -> None:
        with signals_blocked():
            signal.pthread_kill(threading.get_ident(), signal.SIGINT)  # any other thread could take one of the process
            order.append("still here")
        order.append("never")

    with pytest.raises(KeyboardInterrupt):
        _while_listening(blocked)

    assert order == ["still here"]
