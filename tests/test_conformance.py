"""The page about the FHIR API names everything that the program has, and only tests that there are."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache, reduce
from pathlib import Path

import pytest

from asking import Asking
from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import search_parameters
from filmroom.query.search_includes import INCLUDES
from filmroom.query.search_modifiers import MODIFIERS
from filmroom.query.search_reading import RESULT_PARAMETERS, UNSUPPORTED_PARAMETERS
from filmroom.query.terms import Prefix
from filmroom.rest.routes import PUBLISHED_ROUTES, ROUTES

_TESTS = Path(__file__).parent
_PAGE = (_TESTS.parent / "docs/conformance/fhir.md").read_text(encoding="utf-8")
_WORDS = {"{resource_type:fhir_type}": "[type]", "{resource_id}": "[id]", "{version}": "[vid]"}


def _section(heading: str) -> str:
    return _PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def _rows(heading: str) -> list[list[str]]:
    """Return the cells of the table of a section, without its heading."""
    lines = [line for line in _section(heading).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


@cache
def _functions(file: str) -> frozenset[str]:
    path = _TESTS / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_test_that_the_page_names_is_there() -> None:
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", _PAGE)

    assert len(named) > 100
    assert [f"{file}::{name}" for file, name in named if name not in _functions(file)] == []


def test_every_row_of_the_page_is_shown_by_a_test() -> None:
    headings = re.findall(r"^## (.*)$", _PAGE, re.MULTILINE)
    unshown = {row[0].strip("`") for heading in headings for row in _rows(heading) if "::test_" not in row[-1]}

    assert unshown - set(_parameters()) == set()  # one test shows them all


def _parameters() -> dict[str, str]:
    every = search_parameters("ImagingStudy").items()
    return {code: each.type.value for code, each in every if each.type is not SearchType.SPECIAL}


def test_every_route_is_in_the_page() -> None:
    paths = list(ROUTES.items())
    paths += [(f"/[definition]{path}", methods) for path, methods in PUBLISHED_ROUTES.items()]
    expected = set()
    for path, methods in paths:
        named = reduce(lambda text, word: text.replace(*word), _WORDS.items(), path)
        expected |= {f"`{method} [base]{named}`" for method in methods}

    assert {row[0] for row in _rows("Interactions and operations")} == expected


def test_every_search_parameter_of_a_study_is_in_the_page() -> None:
    told = {row[0].strip("`"): row[1] for row in _rows("Search parameters of ImagingStudy")}

    assert told == _parameters()


def test_every_prefix_is_in_the_page() -> None:
    assert [row[0].strip("`") for row in _rows("Prefixes")] == [prefix.value for prefix in Prefix]


def test_every_modifier_is_in_the_page_with_its_types() -> None:
    expected = defaultdict(set)
    for kind, modifiers in MODIFIERS.items():
        for modifier in modifiers:
            expected[f"`:{modifier}`"].add(kind.value)
    expected["`:[type]`"] = {SearchType.REFERENCE.value}

    assert {row[0]: set(row[1].split(", ")) for row in _rows("Modifiers")} == expected


def test_every_result_parameter_is_in_the_page_and_those_that_are_not_done() -> None:
    links_only = {"_cursor"}
    told = {row[0].strip("`") for row in _rows("Result parameters")}

    assert told == RESULT_PARAMETERS - links_only | set(INCLUDES)
    assert [name for name in UNSUPPORTED_PARAMETERS if f"`{name}`" not in _section("What is not done")] == []


@pytest.mark.parametrize("resource_type", ["Patient", "ValueSet"])
def test_a_search_by_get_may_say_that_it_is_one(resource_type: str) -> None:
    asking = Asking()
    plain, said = (asking.get(f"/fhir/{resource_type}{path}?_count=1") for path in ("", "/_search"))

    assert (said.status_code, said.json) == (200, plain.json)
