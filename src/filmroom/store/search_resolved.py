"""Criteria whose far end was looked up: what they lead to is now known by type and id."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from filmroom.fhir.search_parameters import parameter_number
from filmroom.store.search_keys import Key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from filmroom.fhir.search_parameter import SearchParameter
    from filmroom.query.search import Criterion

__all__ = ["Asked", "ResolvedAny", "ResolvedChain", "ResolvedHas"]


class ResolvedChain(NamedTuple):
    """Refers by ``parameter`` to one of these resources."""

    parameter: SearchParameter
    target: str
    ids: tuple[str, ...]

    def keys(self, types: Sequence[str]) -> list[Key]:
        """Return the keys of which a match has one."""
        numbers = [parameter_number(one, self.parameter.code) for one in types]
        return [Key(number, f"{self.target}/{one}") for number in numbers for one in self.ids]


class ResolvedHas(NamedTuple):
    """Is one of these resources, because others refer to it.

    Attributes:
        names: type and id.
    """

    names: tuple[tuple[str, str], ...]


class ResolvedAny(NamedTuple):
    """Fulfils at least one of these."""

    criteria: tuple[Asked, ...]


Asked: TypeAlias = "Criterion | ResolvedChain | ResolvedHas | ResolvedAny"
"""What a candidate is asked."""
