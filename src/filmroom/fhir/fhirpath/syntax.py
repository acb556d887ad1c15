"""The syntax tree of a FHIRPath expression.

Source: https://hl7.org/fhirpath/N1/grammar.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from filmroom.fhir.fhirpath.values import Item

__all__ = [
    "Binary",
    "Call",
    "Expression",
    "ExternalConstant",
    "Index",
    "Invocation",
    "Literal",
    "Member",
    "Special",
    "TypeOperation",
    "Unary",
]


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal; ``{}`` is the one without a value."""

    value: Item | None


@dataclass(frozen=True, slots=True)
class Member:
    """A name to go to, from the focus or from what stands before the dot."""

    name: str


@dataclass(frozen=True, slots=True)
class Special:
    """``$this``, ``$index`` or ``$total``."""

    name: str


@dataclass(frozen=True, slots=True)
class ExternalConstant:
    """``%resource`` and its like, without the percent sign."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments, which are not yet evaluated."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Invocation:
    """``source.step``."""

    source: Expression
    step: Member | Call | Special


@dataclass(frozen=True, slots=True)
class Index:
    """``source[position]``."""

    source: Expression
    position: Expression


@dataclass(frozen=True, slots=True)
class Unary:
    """``+`` or ``-`` before an operand."""

    operator: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator between two operands."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class TypeOperation:
    """``is`` or ``as`` with the name of a type, qualified or not."""

    operator: str
    operand: Expression
    type_name: str


Expression: TypeAlias = (
    "Literal | Member | Special | ExternalConstant | Call | Invocation | Index | Unary | Binary | TypeOperation"
)
