"""The program as it is started: its statuses, its help, and streams that are closed."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from archive import write_instance, write_study
from filmroom.cli import main
from filmroom.cli.app import build_app
from filmroom.cli.status import Status

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = f"{sys.executable} -m filmroom"


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell, in which $FILMROOM stands for the program."""
    environment = {**os.environ, "FILMROOM": PROGRAM, **environment}
    return subprocess.run(["bash", "-c", command], capture_output=True, check=False, env=environment)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["index", "in", "--workers", "four"],
            'index: Invalid value for --workers: unable to convert "four" into int; see `filmroom index --help`',
        ),
        (["define", "a", "b"], "define: found 'b', expected no more arguments; see `filmroom define --help`"),
        (
            ["validate", "x", "--format", "yaml"],
            'validate: Invalid value "yaml" for --format. Choose from: "text", "json"; see `filmroom validate --help`',
        ),
        (
            ["index", "in", "-o"],
            'index: Command "index" parameter -o requires an argument; see `filmroom index --help`',
        ),
    ],
)
def test_slips_of_the_pen_are_told_in_one_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr() == ("", f"filmroom: {message}\n")


def test_a_command_that_there_is_not_is_told_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    names = ", ".join(name for name in build_app() if not name.startswith("-"))

    assert main(["indx"]) == 2
    assert capsys.readouterr().err == (
        f'filmroom: Unknown command "indx". Did you mean "index"? Available commands: {names}; see `filmroom --help`\n'
    )


@pytest.mark.parametrize(
    ("command", "usage"),
    [
        ("index", "PATH... [OPTIONS]"),
        ("validate", "PATH... [OPTIONS]"),
        ("explain", "PATH... [OPTIONS]"),
        ("define", "[TYPE]"),
    ],
)
def test_help_shows_the_usage_and_examples(command: str, usage: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    told = capsys.readouterr().out
    assert told.splitlines()[0] == f"Usage: filmroom {command} {usage}"
    assert "Examples" in told


def test_help_shows_every_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert [status for status in Status if f" {status.value} {status.meaning.split()[0]}" not in told] == []


def test_the_module_runs_as_a_program() -> None:
    assert shell("$FILMROOM --version").stdout == b"filmroom 0.1.0\n"


@pytest.mark.parametrize("command", ["explain {path}", "validate {path}", "define ImagingStudy", "index {path} -o -"])
def test_closed_standard_output_is_told_before_anything_is_done(command: str, tmp_path: Path) -> None:
    path = write_instance(tmp_path / "a.dcm")

    done = shell(f"$FILMROOM {command.format(path=path)} >&-")

    name = command.partition(" ")[0]
    told = f"filmroom: {name}: standard output is closed, and there is nothing else to write to\n"
    assert (done.returncode, done.stderr.decode()) == (2, told)


def test_closed_standard_input_is_told() -> None:
    done = shell("$FILMROOM validate - <&-")

    told = b"filmroom: validate: standard input is closed; expected a path in place of -\n"
    assert (done.returncode, done.stderr) == (2, told)


def test_closed_standard_error_does_no_harm(tmp_path: Path) -> None:
    write_instance(tmp_path / "a.dcm")

    assert shell(f"$FILMROOM index {tmp_path}/a.dcm -o {tmp_path}/out 2>&-").returncode == 0
    assert (tmp_path / "out" / "report.json").exists()


def test_a_full_disk_behind_standard_output_is_told() -> None:
    done = shell("$FILMROOM define ImagingStudy > /dev/full")

    assert (done.returncode, done.stderr) == (2, b"filmroom: standard output: No space left on device\n")


@pytest.mark.parametrize("command", ["index {folder} -o - --workers 1", "explain {folder}", "validate {lines}"])
def test_a_reader_that_has_had_enough_is_no_error_of_the_input(command: str, tmp_path: Path) -> None:
    for study in range(60):
        write_study(tmp_path / "in", f"1.2.{study}", 20)
    (tmp_path / "a.ndjson").write_text('{"resourceType": "Patient", "nonsense": 1}\n' * 5000, encoding="utf-8")
    told = command.format(folder=tmp_path / "in", lines=tmp_path / "a.ndjson")

    done = shell(f"$FILMROOM {told} | head -c 10; exit ${{PIPESTATUS[0]}}")

    assert (done.returncode, done.stderr) == (Status.UNREAD, b"")
    assert len(done.stdout) == 10


def test_text_is_escaped_where_the_terminal_has_no_such_characters_and_json_is_utf_8(tmp_path: Path) -> None:
    path = write_instance(tmp_path / "a.dcm", SpecificCharacterSet="ISO_IR 192", StudyDescription="Röntgen 膝")
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

    text = shell(f"$FILMROOM explain {path}", **ascii_only)
    lines = shell(f"$FILMROOM explain {path} --format json", **ascii_only)

    assert (text.returncode, text.stderr, lines.returncode, lines.stderr) == (0, b"", 0, b"")
    assert rb"description: R\xf6ntgen \u819d <- " in text.stdout
    assert '"value":"Röntgen 膝"'.encode() in lines.stdout


def test_an_interrupt_during_the_imports_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupting:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "filmroom.cli.app":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "filmroom.cli.app", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupting(), *sys.meta_path])

    assert main(["define"]) == 130
    assert capsys.readouterr().err == "filmroom: interrupted\n"
