"""Where a walk is, and the issues that it has found so far.

Source: https://hl7.org/fhir/6.0.0-ballot4/validation.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.outcome import Issue

if TYPE_CHECKING:
    from filmroom.fhir.structure import Rule

__all__ = ["DEPTH_LIMIT", "Visit", "is_shown", "kind_of", "named", "with_article"]

DEPTH_LIMIT: Final = 64
"""How many objects may stand inside one another; what is deeper is reported, and not looked at."""

_KINDS: Final = (
    (bool, "a boolean"),
    (dict, "an object"),
    (list, "an array"),
    (str, "a string"),
    (int, "a number"),
    (float, "a number"),
    (Decimal, "a number"),
)
_SHOWN: Final = re.compile(r"[\w\-.:/|$#]{1,64}", re.ASCII)


def kind_of(value: object) -> str:
    """Name the JSON kind of a value, with its article; empty strings, arrays and objects are named as such."""
    if value is None:
        return "null"
    for kind, name in _KINDS:
        if isinstance(value, kind):
            return name if value or not isinstance(value, str | dict | list) else f"an empty {name.partition(' ')[2]}"
    return "something that is not JSON"


def with_article(type_name: str) -> str:
    """Put the indefinite article before the name of a type."""
    return f"{'an' if type_name[:1] in 'AEIO' else 'a'} {type_name}"


def named(kind: str, *names: str) -> str:
    """Say which code, type or property was found; what does not look like a name is not shown.

    Args:
        kind: what the names are of, as in ``code``.
        names: one, or several, of which each is said once.
    """
    shown = sorted({f"'{name}'" for name in names if is_shown(name)})
    if not shown:
        return f"a {kind} that is not shown, as it may be personal"
    hidden = "" if all(map(is_shown, names)) else " and others that are not shown, as they may be personal"
    return f"the {kind} {', '.join(shown)}{hidden}"


def is_shown(name: str) -> bool:
    """Say whether a code or the name of a property looks like one, rather than like what a person is called."""
    return _SHOWN.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Visit:
    """What stays the same while one resource is walked.

    Attributes:
        resource: the resource, as ``%resource`` means it.
        root: the resource that contains it; itself when it is not contained.
        issues: the list that everything found is added to.
        mistyped: where a value is of another type than its element's, in the order of the walk.
        entries: by ``fullUrl``, the types of the resources beside this one in a Bundle; empty outside.
        in_bundle: whether the resource is an entry of a Bundle.
    """

    resource: dict[str, Any]
    root: dict[str, Any]
    issues: list[Issue] = field(default_factory=list)
    entries: Mapping[str, str] = field(default_factory=dict)
    in_bundle: bool = False
    mistyped: list[str] = field(default_factory=list)

    def error(self, code: str, expression: str, diagnostics: str) -> None:
        """Add what makes the resource invalid."""
        self.issues.append(Issue("error", code, expression, diagnostics))

    def wrong_type(self, code: str, expression: str, diagnostics: str) -> None:
        """Add a value whose kind or grammar is not that of its element."""
        self.mistyped.append(expression)
        self.error(code, expression, diagnostics)

    def warning(self, code: str, expression: str, diagnostics: str) -> None:
        """Add what is allowed, but not good."""
        self.issues.append(Issue("warning", code, expression, diagnostics))

    def information(self, code: str, expression: str, diagnostics: str) -> None:
        """Add what the reader of the report should know."""
        self.issues.append(Issue("information", code, expression, diagnostics))

    def broken(self, rule: Rule, expression: str, found: str) -> None:
        """Add a rule that is broken."""
        self.issues.append(
            Issue(
                rule.invariant.severity,
                "invariant",
                expression,
                f"Found {found}, expected: {rule.invariant.human}",
                rule.invariant.key,
                rule.definition,
            )
        )
