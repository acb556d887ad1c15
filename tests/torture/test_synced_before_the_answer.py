"""What is on the disk at the moment in which a success is told, as strace sees it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from filmroom.store.objects import object_name
from torture.generated import generated_key, generated_uid
from torture.processes import Served, family_of, start_program
from torture.tracing import WRITING_CALLS, Call, attached_strace, calls_of, needs_strace
from torture.writing import put_patient

if TYPE_CHECKING:
    from pathlib import Path

_WAL = "filmroom.db-wal>"


def _wal_is_synced_before(calls: list[Call], answer: Call) -> bool:
    """Tell whether the log was written before an answer, and synced after that and before the answer."""
    before = [one for one in calls if one.ended < answer.began and _WAL in one.text]
    written = [one for one in before if one.name == "pwrite64"]
    return bool(written) and any(one.is_sync and one.began > written[-1].ended for one in before)


@needs_strace
def test_object_folder_and_log_are_synced_before_an_instance_is_acknowledged(tmp_path: Path) -> None:
    trace, data = tmp_path / "trace", tmp_path / "data"
    wrapper = ("strace", "-f", "-y", "-qq", "-s", "128", "-o", str(trace), "-e", WRITING_CALLS)
    process = start_program(
        "torture.importer",
        str(data),
        log=tmp_path / "log",
        wrapper=wrapper,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    said, _ = process.communicate(b"1.2.3 0 1\n1.2.3 1 1\n", timeout=60)

    expected = [f"kept {generated_uid('1.2.3', number)} {generated_key('1.2.3', number)}\ndone" for number in (0, 1)]
    assert said.decode() == "\n".join(expected) + "\n", (tmp_path / "log").read_text(encoding="utf-8")
    calls = calls_of(trace)
    for number in (0, 1):
        name = object_name(generated_key("1.2.3", number))
        (answer,) = (
            one for one in calls if one.name == "write" and f"kept {generated_uid('1.2.3', number)}" in one.text
        )
        (renamed,) = (one for one in calls if one.name.startswith("rename") and name in one.text)
        part = renamed.text.split('"')[1]
        synced = [one for one in calls if one.is_sync]
        assert any(f"<{part}>" in one.text and one.ended < renamed.began for one in synced)
        shelf = f"<{data}/objects/{name[0]}>"
        shelved = [
            one for one in synced if shelf in one.text and renamed.ended < one.began and one.ended < answer.began
        ]
        rows = [one for one in calls if one.name == "pwrite64" and _WAL in one.text and one.ended < answer.began]
        assert shelved
        assert shelved[0].ended < rows[-1].began
        assert _wal_is_synced_before(calls, answer)
    first = next(one for one in calls if one.name == "write" and "kept " in one.text)
    assert any(one.is_sync and f"<{data}>" in one.text and one.ended < first.began for one in calls)


@needs_strace
def test_the_log_is_synced_before_a_write_over_http_is_answered(tmp_path: Path) -> None:
    trace, served = tmp_path / "trace", Served.start(tmp_path / "data")
    try:
        served.wait_until_ready()
        traced = [one.pid for one in family_of(served.process)]
        with attached_strace(traced, "-y", "-s", "32", "-o", str(trace), "-e", WRITING_CALLS):
            statuses = [put_patient(served, f"p{number}", "x") for number in range(4)]
    finally:
        served.kill_group()

    assert statuses == [201] * 4
    calls = calls_of(trace)
    answers = [one for one in calls if "HTTP/1.1 201" in one.text]
    assert len(answers) == 4
    for number, answer in enumerate(answers):
        since = answers[number - 1].ended if number else -1
        assert _wal_is_synced_before([one for one in calls if one.began > since], answer)
