"""One parameter of a query, its name with modifiers, chains and ``_has``, and its value: from text to a criterion.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#chaining and #has
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from filmroom.errors import SearchError, SearchLimitError, UnsupportedSearchError
from filmroom.fhir.definitions import known_resource_types
from filmroom.query.escaping import split_escaped
from filmroom.query.limits import SearchLimits
from filmroom.query.parameter_lookup import find_parameter, find_reference, quoted, refers_to, require_type
from filmroom.query.search import (
    AnyCriterion,
    ChainCriterion,
    HasCriterion,
    MissingCriterion,
    Modifier,
    ValueCriterion,
)
from filmroom.query.search_modifiers import MISSING, expected_modifiers, may_have
from filmroom.query.search_terms import Surroundings, parse_terms

if TYPE_CHECKING:
    from filmroom.fhir.search_parameter import SearchParameter
    from filmroom.query.search import Criterion

__all__ = ["CriterionReader", "branches"]

_HAS = "_has:"
_TRUTH = {"true": True, "false": False}
_KEPT = {str(modifier): modifier for modifier in Modifier}


def branches(criterion: Criterion) -> int:
    """Count the comparisons that a criterion comes down to."""
    match criterion:
        case AnyCriterion():
            return sum(branches(each) for each in criterion.criteria)
        case ChainCriterion() | HasCriterion():
            return branches(criterion.criterion)
        case _:
            return 1


@dataclass(frozen=True, slots=True)
class CriterionReader:
    """Reads the value of one parameter, wherever the chain before it leads.

    Attributes:
        name: the whole name, as messages quote it.
        value: the whole value, still escaped.
    """

    name: str
    value: str
    around: Surroundings
    limits: SearchLimits

    def read(self, types: tuple[str, ...]) -> Criterion | None:
        """Read the criterion for these types, or for every type when there are none; None when the value is empty.

        Raises:
            UnsupportedSearchError: a parameter or a type is not known.
            SearchLimitError: past a limit.
            SearchError: the modifier or the value does not fit the parameter.
        """
        depth = self.name.count(".") + self.name.count(_HAS)
        self._check("chain_depth", depth, self.limits.chain_depth)
        return self._criterion(types, self.name)

    def _criterion(self, types: tuple[str, ...], name: str) -> Criterion | None:
        if name.startswith(_HAS):
            return self._has(types, name)
        head, dot, rest = name.partition(".")
        code, colon, modifier = head.partition(":")
        if dot:
            return self._chain(find_reference(types, code), modifier if colon else None, rest)
        parameter = find_parameter(types, code)
        if not colon:
            return self._values(parameter, None)
        if not may_have(parameter, modifier):
            raise self._unfit_modifier(parameter, modifier)
        return self._missing(parameter) if modifier == MISSING else self._values(parameter, modifier)

    def _values(self, parameter: SearchParameter, modifier: str | None) -> ValueCriterion | None:
        texts = split_escaped(self.value, ",")
        self._check("or_values", len(texts), self.limits.or_values)
        try:
            terms = [term for text in texts for term in parse_terms(text, parameter, modifier, self.around)]
        except ValueError as error:
            raise SearchError(f"Parameter {quoted(self.name)}: {error}") from error
        return ValueCriterion(parameter, tuple(terms), _KEPT.get(modifier or "")) if terms else None

    def _missing(self, parameter: SearchParameter) -> MissingCriterion | None:
        if not self.value:
            return None
        if self.value not in _TRUTH:
            raise SearchError(f"Parameter {quoted(self.name)}: expected true or false")
        return MissingCriterion(parameter, _TRUTH[self.value])

    def _chain(self, parameter: SearchParameter, target: str | None, rest: str) -> Criterion | None:
        if target is not None:
            if target not in known_resource_types() or not refers_to(parameter, target):
                raise self._unfit_modifier(parameter, target)
            return self._step(parameter, target, rest)
        if not parameter.targets:
            expected = f"{parameter.code}:Type.{rest}, since it may refer to any type"
            raise SearchError(f"Parameter {quoted(self.name)}: expected {expected}")
        found, known = [], False
        for each in parameter.targets:
            try:
                step = self._step(parameter, each, rest)
            except UnsupportedSearchError:
                continue
            known = True
            found += [step] if step else []
        if not known:
            raise UnsupportedSearchError(f"Parameter {quoted(self.name)}: not known for what it refers to")
        if len(found) <= 1:
            return found[0] if found else None
        alternatives = AnyCriterion(tuple(found))
        self._check("criteria", branches(alternatives), self.limits.criteria)
        return alternatives

    def _step(self, parameter: SearchParameter, target: str, rest: str) -> ChainCriterion | None:
        criterion = self._criterion((target,), rest)
        return ChainCriterion(parameter, target, criterion) if criterion else None

    def _has(self, types: tuple[str, ...], name: str) -> HasCriterion | None:
        parts = name.removeprefix(_HAS).split(":", 2)
        if len(parts) < 3 or not all(parts):
            raise SearchError(f"Parameter {quoted(self.name)}: expected _has:Type:reference:parameter")
        resource_type, code, rest = parts
        parameter = find_reference((require_type(resource_type),), code)
        if types and not any(refers_to(parameter, each) for each in types):
            raise SearchError(
                f"Parameter {quoted(self.name)}: {quoted(code)} of {resource_type} does not refer to {types[0]}"
            )
        criterion = self._criterion((resource_type,), rest)
        return HasCriterion(resource_type, parameter, criterion) if criterion else None

    def _check(self, limit: str, found: int, allowed: int) -> None:
        if found > allowed:
            raise SearchLimitError(f"Parameter {quoted(self.name)}: found {limit} {found}, expected at most {allowed}")

    def _unfit_modifier(self, parameter: SearchParameter, modifier: str) -> SearchError:
        found = f"modifier {quoted(modifier)} is not supported"
        return SearchError(f"Parameter {quoted(parameter.code)}: {found}, expected {expected_modifiers(parameter)}")
