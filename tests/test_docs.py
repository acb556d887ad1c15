"""The documentation says what the program does."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from tools.generate_reference import FOLDER, OPTIONS, PAGES, SERVER_OPTIONS

from filmroom.batch.report import Report
from filmroom.cli.app import build_app
from filmroom.cli.status import Status
from filmroom.server.settings import ServerSettings
from filmroom.settings import MappingSettings

_ROOT = Path(__file__).parents[1]
_README = (_ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_generated_page_is_what_the_tables_say(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name]()


def test_the_example_of_the_readme_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    [example] = re.findall(r"```python\n(.*?)```", _README, re.DOTALL)
    expected = re.findall(r"print\(.*\)  # (.*)", example)

    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 (our own page)

    assert capsys.readouterr().out.splitlines() == expected


def test_the_example_of_the_readme_is_typed(tmp_path: Path) -> None:
    [example] = re.findall(r"```python\n(.*?)```", _README, re.DOTALL)
    (tmp_path / "example.py").write_text(example, encoding="utf-8")

    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", str(_ROOT / "pyproject.toml")]
    command.append(str(tmp_path / "example.py"))
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=_ROOT)

    assert (done.returncode, done.stdout) == (0, "Success: no issues found in 1 source file\n")


def _options_of(command: str) -> list[str]:
    app = build_app()
    arguments = app[command].assemble_argument_collection(default_parameter=app.default_parameter)
    return [name for argument in arguments for name in argument.names if name.startswith("--")]


def test_the_readme_names_every_command_and_every_option_of_index() -> None:
    commands = [name for name in build_app() if not name.startswith("-")]

    assert [name for name in commands if f"`filmroom {name}" not in _README] == []
    assert [name for name in _options_of("index") if f"`{name}" not in _README] == ["--output"]


def test_the_readme_names_every_exit_status() -> None:
    told = re.search(r"Exit status: (.*?)\n\n", _README, re.DOTALL)

    assert told is not None
    assert [int(number) for number in re.findall(r"\d+", told[1])] == [status.value for status in Status]


def test_every_setting_has_options_of_index_that_set_it() -> None:
    assert list(OPTIONS) == [field.name for field in dataclasses.fields(MappingSettings)]
    assert {option for names in OPTIONS.values() for option in names} <= set(_options_of("index"))


def test_every_setting_of_the_server_has_options_of_serve_that_set_it() -> None:
    assert list(SERVER_OPTIONS) == [field.name for field in msgspec.structs.fields(ServerSettings)]
    assert {option for names in SERVER_OPTIONS.values() for option in names} == {*_options_of("serve")} - {"--demo"}


def test_the_guide_to_the_server_names_every_option_of_serve() -> None:
    guide = (_ROOT / "docs/guides/server.md").read_text(encoding="utf-8")

    assert [name for name in _options_of("serve") if name not in guide] == []


def test_the_page_of_the_mapping_says_what_is_made_and_names_no_attribute_twice() -> None:
    page = PAGES["mapping.md"]()
    sources = re.findall(r"^\| `[\w.]+` \| ([^|]*) \|", page, re.MULTILINE)

    assert re.findall(r"^- `[\w.]+`: (?:Return|Keep|Map|Make)\b.*", page, re.MULTILINE) == []
    assert [cell for cell in sources if len(set(cell.split(", "))) != len(cell.split(", "))] == []
    assert "cannot differ" not in page


def test_links_of_the_pages_lead_somewhere() -> None:
    pages = [_ROOT / "README.md", *(_ROOT / "docs").rglob("*.md")]

    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []


def test_the_page_of_the_report_tells_every_property() -> None:
    page = (FOLDER / "report.md").read_text(encoding="utf-8")

    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == [field.name for field in msgspec.structs.fields(Report)]
