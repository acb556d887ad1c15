"""How long the torture lasts: some seconds in the suite, much longer by ``make torture``; with a seed in both."""

from __future__ import annotations

import logging
import os
from random import Random

__all__ = ["IS_LONG", "SEED", "new_random", "report"]

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "torture"
SEED = int(os.environ.get("TORTURE_SEED", "20261124"))

_LOGGER = logging.getLogger("torture")


def new_random(purpose: str) -> Random:
    """Return what chooses the moments of one test, the same in every run with the same seed."""
    return Random(f"{SEED} {purpose}")


def report(text: str) -> None:
    """Say what was measured; ``--log-cli-level=WARNING`` shows it, without what the libraries say."""
    _LOGGER.warning("seed %s: %s", SEED, text)
