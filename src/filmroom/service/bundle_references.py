"""References that are searches, in the resources of a transaction, such as ``Patient?identifier=…``.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#trules
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filmroom.errors import AmbiguousMatchError, PreconditionError
from filmroom.service.bundle_errors import at_entry
from filmroom.service.conditions import find_match_id
from filmroom.service.references import conditional_references, rewrite_addresses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

__all__ = ["ConditionalReferences"]


class ConditionalReferences:
    """What the conditional references of one transaction lead to, each looked up when something may have come."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: dict[str, str] = {}
        self._positions: dict[str, int] = {}

    def are_resolved(self, content: Any) -> bool:
        """Whether it is known what every conditional reference leads to; so where there are none."""
        return all(text in self._found for text in conditional_references(content))

    def rewritten(self, content: Any) -> Any:
        """Return a resource with literal references in place of the conditional ones."""
        return rewrite_addresses(content, self._found)

    def resolve(self, held_back: Sequence[tuple[int, Any]]) -> None:
        """Look up what resources that are held back wait for.

        Args:
            held_back: their positions in the Bundle, and what they are.

        Raises:
            TransactionError: none of them can go on; one of several matches, or of none.
        """
        for position, content in held_back:
            with at_entry(position):
                self._look_up_all(position, content)
        if held_back and not any(self.are_resolved(content) for _, content in held_back):
            position, content = held_back[0]
            text = next(one for one in conditional_references(content) if one not in self._found)
            with at_entry(position):
                name = text.partition("?")[0]
                raise PreconditionError(f"a reference by a search finds no {name}; expected one")

    def confirm(self) -> None:
        """Have every reference still be to the only match, now that everything is written.

        Raises:
            TransactionError: there is another match.
        """
        for text, found in self._found.items():
            with at_entry(self._positions[text]):
                if self._look_up(text) != found:
                    raise AmbiguousMatchError("a reference by a search finds another match than before")

    def _look_up_all(self, position: int, content: Any) -> None:
        for text in conditional_references(content):
            found = None if text in self._found else self._look_up(text)
            if found is not None:
                self._found[text] = found
                self._positions[text] = position

    def _look_up(self, text: str) -> str | None:
        name, _, query = text.partition("?")
        found = find_match_id(self._connection, name, query, is_locking=False)
        return None if found is None else f"{name}/{found}"
