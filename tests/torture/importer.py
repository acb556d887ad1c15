"""A program that keeps generated instances, and says what is acknowledged only after it is.

    python -m torture.importer DATA

Each line that it reads is an order, ``STUDY FIRST COUNT``: a batch. For each it writes ``FATE UID SHA-256`` of every
instance and then ``done``, or ``failed`` and the kind of the error. Every other batch arrives piece by piece.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

from filmroom.errors import FilmroomError
from filmroom.service.archive import ArchivePlace, open_archive
from torture.generated import generated_instance

if TYPE_CHECKING:
    from filmroom.service.archive import Archive
    from filmroom.service.ingest import Ingest, LinkedFile
    from filmroom.store.object_incoming import Incoming


def main() -> None:
    """Follow the orders until there are no more."""
    with open_archive(ArchivePlace(data=sys.argv[1]), threads=2) as archive:
        ingest = archive.new_ingest()
        for position, line in enumerate(sys.stdin):
            study, first, count = line.split()
            contents = [generated_instance(study, int(first) + number) for number in range(int(count))]
            os.write(1, _told(archive, ingest, contents, in_pieces=position % 2 == 1).encode())


def _told(archive: Archive, ingest: Ingest, contents: list[bytes], *, in_pieces: bool) -> str:
    try:
        with ExitStack() as stack:
            arrived: list[tuple[str, Incoming | bytes | LinkedFile]] = []
            for number, content in enumerate(contents):
                if not in_pieces:
                    arrived.append((str(number), content))
                    continue
                incoming = stack.enter_context(archive.objects.incoming())
                incoming.write(content)
                arrived.append((str(number), incoming))
            outcomes = ingest.keep(arrived)
    except FilmroomError as error:
        return f"failed {type(error).__name__}\n"
    return "".join(f"{one.fate} {one.sop_instance_uid} {one.sha256}\n" for one in outcomes) + "done\n"


if __name__ == "__main__":
    main()
