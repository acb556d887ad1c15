"""The documentation says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from tools.generate_reference import FOLDER, PAGES

from filmroom.batch.report import Report
from filmroom.cli.app import build_app

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


def test_the_readme_names_every_command_and_every_option_of_index() -> None:
    commands = [name for name in build_app() if not name.startswith("-")]

    assert [name for name in commands if f"`filmroom {name}" not in _README] == []


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
