"""``python -m filmroom``."""

from __future__ import annotations

import sys

from filmroom.cli import main

if __name__ == "__main__":
    sys.exit(main())
