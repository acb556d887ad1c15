"""``make demo``: the main job on the sample studies that pydicom ships, and what came out."""

from __future__ import annotations

import sys
from pathlib import Path

from filmroom.cli import main

__all__ = ["demo"]

_SHOWN_CHARACTERS = 1200
_WHY_REFUSED = (
    "(pydicom's samples are for testing: some are broken on purpose, and many are one object in several encodings, "
    "of which one is taken; the others are refused, each with its reason)"
)


def demo(folder: Path) -> int:
    """Index pydicom's samples into a folder, validate what was written, explain one study.

    Returns the exit status: 0 when everything that was written is valid.
    """
    from pydicom.data import get_testdata_file  # noqa: PLC0415 (slow to import)

    sample = Path(str(get_testdata_file("CT_small.dcm")))
    _say(f"filmroom index {sample.parent} -o {folder} --bundle {folder}/bundle.json --facts {folder}/facts.parquet")
    options = ["-o", str(folder), "--bundle", str(folder / "bundle.json"), "--facts", str(folder / "facts.parquet")]
    _say(_WHY_REFUSED, prompt="")
    main(["index", str(sample.parent), *options])
    for path in sorted(folder.iterdir()):
        _say(f"{path}  {path.stat().st_size:,} bytes", prompt="")
    _say(f"filmroom validate {folder}")
    status = main(["validate", str(folder)])
    _say(f"filmroom explain {sample}")
    main(["explain", str(sample), "--timezone", "Europe/Zurich"])
    study = (folder / "ImagingStudy.ndjson").read_text(encoding="utf-8").partition("\n")[0]
    _say(f"head -1 {folder}/ImagingStudy.ndjson")
    _say(study[:_SHOWN_CHARACTERS] + ("…" if len(study) > _SHOWN_CHARACTERS else ""), prompt="")
    return status


def _say(text: str, prompt: str = "\n$ ") -> None:
    sys.stdout.write(f"{prompt}{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(demo(Path(sys.argv[1] if sys.argv[1:] else "demo")))
