"""What the system is asked for when objects are kept in a folder, as strace sees it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from filmroom.store.objects import SHELVES, key_of, object_name

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")

_PROGRAM = """if True:
    import os, sys
    from pathlib import Path
    from filmroom.store.object_folder import FolderObjects
    FolderObjects(Path(sys.argv[1])).keep_bytes([b"1", b"2"])
    os.write(1, b"promised")
"""
_CALLS = "trace=mkdir,mkdirat,fsync,fdatasync,rename,renameat,renameat2,write"
_CALL = re.compile(r"(mkdir|fsync|fdatasync|rename|write)(?:at2?)?\((.*)\) += 0|(write)\((.*)\) += [1-9]")


def _trace(folder: Path, trace: Path) -> list[str]:
    """Keep two objects, and return the calls that touched the folder or told of success, with what they touched."""
    command = ["strace", "-f", "-y", "-qq", "-o", str(trace), "-e", _CALLS]
    done = subprocess.run(
        [*command, sys.executable, "-c", _PROGRAM, str(folder)], capture_output=True, check=False, timeout=60
    )
    if done.returncode != 0 and b"ptrace" in done.stderr:
        pytest.skip("strace may not trace here")
    assert done.stdout == b"promised"
    lines = re.sub(r"[0-9a-f]{32}\.part", "PART", trace.read_text(encoding="utf-8")).splitlines()
    found = [_CALL.search(line) for line in lines if str(folder.parent) in line or "promised" in line]
    return [_told(match[1] or match[3], match[2] or match[4], folder) for match in found if match]


def _told(call: str, arguments: str, folder: Path) -> str:
    if "promised" in arguments:
        return "promise"
    *_, touched = re.findall(r'["<](/[^">]*)[">]', arguments)
    return f"{call} {Path(touched).relative_to(folder.parent)}"


def test_files_and_folders_are_synced_before_the_promise(tmp_path: Path) -> None:
    calls = _trace(tmp_path / "new", tmp_path / "trace")

    names = [object_name(key_of(content)) for content in (b"1", b"2")]
    assert calls == [
        "mkdir new",
        "mkdir new/incoming",
        *[f"mkdir new/{shelf}" for shelf in SHELVES],
        "fsync new",
        "fsync .",
        *["write new/incoming/PART"] * 2,
        *["fsync new/incoming/PART"] * 2,
        *[f"rename new/{name}" for name in names],
        *[f"fsync new/{shelf}" for shelf in sorted(name[0] for name in names)],
        "promise",
    ]
