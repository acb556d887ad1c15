"""One search while it is read, parameter by parameter.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from filmroom.errors import SearchError, SearchLimitError, UnsupportedSearchError
from filmroom.fhir.outcome import Issue
from filmroom.query.parameter_lookup import quoted, require_type
from filmroom.query.query_string import CURSOR
from filmroom.query.search import Search, Summary, Total
from filmroom.query.search_criteria import CriterionReader, branches
from filmroom.query.search_includes import INCLUDES, parse_include
from filmroom.query.search_results import parse_choice, parse_count, parse_elements, parse_sort_key, sort_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from filmroom.query.limits import SearchLimits
    from filmroom.query.search import Criterion, Include, SortKey
    from filmroom.query.search_terms import Surroundings

__all__ = ["RESULT_PARAMETERS", "UNSUPPORTED_PARAMETERS", "SearchReading", "base_name"]

RESULT_PARAMETERS = frozenset(
    {"_count", "_cursor", "_elements", "_format", "_include", "_pretty", "_revinclude", "_sort", "_summary", "_total"}
)
"""The parameters that say how matches are returned; ``_format`` and ``_pretty`` are left to HTTP."""

UNSUPPORTED_PARAMETERS = frozenset(
    {"_contained", "_containedType", "_content", "_filter", "_list", "_query", "_score", "_text"}
)
"""The parameters of every type that are not carried out here."""

# Databases refuse them, so that a search for one would fail instead of finding nothing.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_TYPE = "_type"
_Choice = TypeVar("_Choice", bound=StrEnum)
_TAKEN_AS_THEY_ARE = ("_format", "_pretty")


class SearchReading:
    """One search while it is read: what was asked, and what has been found wrong with it so far."""

    def __init__(self, resource_type: str | None, around: Surroundings, limits: SearchLimits) -> None:
        self._resource_type = None if resource_type is None else require_type(resource_type)
        self._around = around
        self._limits = limits
        self._problems: list[Issue] = []
        self._results: dict[str, list[str]] = {}
        self._used: list[tuple[str, str]] = []
        self._included = 0

    def read(self, parameters: Sequence[tuple[str, str]]) -> Search:
        """Read every parameter but the cursor; errors as of `parse_search`."""
        asked = self._sort_out(parameters)
        types = self._types()
        scope = types if self._resource_type is None else (self._resource_type,)
        return Search(
            resource_type=self._resource_type,
            types=types,
            criteria=self._criteria(scope, asked),
            includes=self._includes(scope, "_include"),
            revincludes=self._includes(scope, "_revinclude"),
            sort=self._sort(scope),
            count=self._count(),
            total=self._choice("_total", Total),
            summary=self._choice("_summary", Summary),
            elements=self._elements(),
            used=self._understood(),
            problems=tuple(self._problems),
        )

    def cursor_text(self) -> str | None:
        """Give the cursor as it is written; None when the first page is asked for."""
        return self._only(CURSOR)

    def _sort_out(self, parameters: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Give the criteria, and keep the other parameters by their name."""
        criteria = []
        for name, value in parameters:
            base = base_name(name)
            if _NO_TEXT.search(name) or _NO_TEXT.search(value):
                raise SearchError(f"Parameter {quoted(name)}: found a character that no text of FHIR has")
            if len(value) > self._limits.value_length:
                found = f"found value_length {len(value)}, expected at most {self._limits.value_length}"
                raise SearchLimitError(f"Parameter {quoted(name)}: {found}")
            if base in UNSUPPORTED_PARAMETERS:
                self._ignore(UnsupportedSearchError(f"Parameter {quoted(name)}: not supported"))
            elif base not in RESULT_PARAMETERS and base != _TYPE:
                criteria.append((name, value))
            elif name != base and name not in INCLUDES:
                raise SearchError(f"Parameter {quoted(base)}: found a modifier, expected none of this kind")
            elif value:
                self._results.setdefault(name, []).append(value)
            else:
                self._ignore_empty(name)
        if len(criteria) > self._limits.criteria:
            raise SearchLimitError(f"Found criteria {len(criteria)}, expected at most {self._limits.criteria}")
        return criteria

    def _types(self) -> tuple[str, ...]:
        text = self._only(_TYPE)
        if text is None:
            return ()
        if self._resource_type is not None:
            self._ignore(UnsupportedSearchError("Parameter '_type': not known in the search of one type"))
            return ()
        self._used.append((_TYPE, text))
        return tuple(dict.fromkeys(require_type(name) for name in text.split(",")))

    def _criteria(self, scope: tuple[str, ...], asked: Iterable[tuple[str, str]]) -> tuple[Criterion, ...]:
        criteria: list[Criterion] = []
        for name, value in asked:
            try:
                criterion = CriterionReader(name, value, self._around, self._limits).read(scope)
            except UnsupportedSearchError as error:
                self._ignore(error)
                continue
            if criterion is None:
                self._ignore_empty(name)
                continue
            criteria.append(criterion)
            self._used.append((name, value))
        found = sum(branches(criterion) for criterion in criteria)
        if found > self._limits.criteria:
            raise SearchLimitError(f"Found criteria {found}, expected at most {self._limits.criteria}")
        return tuple(criteria)

    def _includes(self, scope: tuple[str, ...], base: str) -> tuple[Include, ...]:
        names = [name for name in INCLUDES if base_name(name) == base]
        texts = [(name, text) for name in names for text in dict.fromkeys(self._results.get(name, ()))]
        self._included += len(texts)
        if self._included > self._limits.includes:
            raise SearchLimitError(f"Found includes {self._included}, expected at most {self._limits.includes}")
        includes = []
        for name, text in texts:
            try:
                includes.append(parse_include(scope, name, text))
                self._used.append((name, text))
            except UnsupportedSearchError as error:
                self._ignore(error)
        return tuple(includes)

    def _sort(self, scope: tuple[str, ...]) -> tuple[SortKey, ...]:
        keys, understood = [], []
        for text in sort_texts(self._results.get("_sort", ()), self._limits):
            try:
                keys.append(parse_sort_key(scope, text))
                understood.append(text)
            except UnsupportedSearchError as error:
                self._ignore(error)
        if understood:
            self._used.append(("_sort", ",".join(understood)))
        return tuple(keys)

    def _count(self) -> int:
        text = self._only("_count")
        if text is None:
            return min(self._limits.count_default, self._limits.count)
        count = parse_count(text, self._limits)
        self._used.append(("_count", str(count)))
        return count

    def _choice(self, name: str, choices: type[_Choice]) -> _Choice | None:
        text = self._only(name)
        if text is None:
            return None
        self._used.append((name, text))
        return parse_choice(name, text, choices)

    def _elements(self) -> tuple[str, ...]:
        elements = parse_elements(self._results.get("_elements", ()))
        if elements:
            self._used.append(("_elements", ",".join(elements)))
        return elements

    def _understood(self) -> tuple[tuple[str, str], ...]:
        left = [(name, text) for name in _TAKEN_AS_THEY_ARE if (text := self._only(name)) is not None]
        return (*self._used, *left)

    def _only(self, name: str) -> str | None:
        """Give the only value of a parameter that may be given once; None when it is not given."""
        values = list(dict.fromkeys(self._results.get(name, ())))
        if len(values) > 1:
            raise SearchError(f"Parameter {quoted(name)}: found {len(values)} values, expected one")
        return values[0] if values else None

    def _ignore(self, error: SearchError) -> None:
        self._problems.append(Issue("warning", error.issue_code, "", str(error)))

    def _ignore_empty(self, name: str) -> None:
        self._problems.append(Issue("information", "informational", "", f"Parameter {quoted(name)}: found no value"))


def base_name(name: str) -> str:
    """Give the name of a parameter without its modifier."""
    return name.partition(":")[0]
