"""FHIRPath text into a syntax tree.

Source: https://hl7.org/fhirpath/N1/#operator-precedence and https://hl7.org/fhirpath/N1/grammar.html
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NoReturn

from filmroom.errors import FhirSyntaxError
from filmroom.fhir.fhirpath.lexer import place_of, read_tokens, unescape
from filmroom.fhir.fhirpath.syntax import (
    Binary,
    Call,
    Expression,
    ExternalConstant,
    Index,
    Invocation,
    Literal,
    Member,
    Special,
    TypeOperation,
    Unary,
)
from filmroom.fhir.fhirpath.temporal import parse_temporal
from filmroom.fhir.fhirpath.values import QuantityValue

__all__ = ["parse_expression"]

_BINDING_POWER: Final = {
    operator: power
    for power, operators in enumerate(
        (
            ("implies",),
            ("or", "xor"),
            ("and",),
            ("in", "contains"),
            ("=", "~", "!=", "!~"),
            ("<", "<=", ">", ">="),
            ("|",),
            ("is", "as"),
            ("+", "-", "&"),
            ("*", "/", "div", "mod"),
        ),
        start=1,
    )
    for operator in operators
}
_UNARY_POWER: Final = 11
_RESERVED: Final = frozenset({"and", "div", "implies", "mod", "or", "xor", "true", "false"})
_UNITS: Final = frozenset(
    unit + plural
    for unit in ("year", "month", "week", "day", "hour", "minute", "second", "millisecond")
    for plural in ("", "s")
)
_DEPTH_LIMIT: Final = 60


class _Parser:
    """Precedence climbing over the tokens of one expression."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = read_tokens(text)
        self._at = 0
        self._depth = 0

    def parse(self) -> Expression:
        tree = self._expression(0)
        if self._tokens[self._at].kind != "end":
            self._fail("an operator or the end")
        return tree

    def _fail(self, expected: str) -> NoReturn:
        line, column = place_of(self._text, self._tokens[self._at].position)
        raise FhirSyntaxError(f"FHIRPath: expected {expected}", line=line, column=column)

    def _accept(self, *symbols: str) -> str:
        token = self._tokens[self._at]
        if token.kind in ("symbol", "name") and token.text in symbols:
            self._at += 1
            return token.text
        return ""

    def _expect(self, symbol: str) -> None:
        if not self._accept(symbol):
            self._fail(f"'{symbol}'")

    def _expression(self, minimum: int) -> Expression:
        self._depth += 1
        if self._depth > _DEPTH_LIMIT:
            self._fail(f"at most {_DEPTH_LIMIT} nested expressions")
        left = self._unary()
        while (power := self._power()) > minimum:
            operator = self._tokens[self._at].text
            self._at += 1
            if operator in ("is", "as"):
                left = TypeOperation(operator, left, self._type_name())
            else:
                left = Binary(operator, left, self._expression(power))
        self._depth -= 1
        return left

    def _power(self) -> int:
        token = self._tokens[self._at]
        return _BINDING_POWER.get(token.text, 0) if token.kind in ("symbol", "name") else 0

    def _unary(self) -> Expression:
        operator = self._accept("+", "-")
        if operator:
            return Unary(operator, self._expression(_UNARY_POWER - 1))
        return self._postfix(self._term())

    def _postfix(self, tree: Expression) -> Expression:
        while symbol := self._accept(".", "["):
            if symbol == ".":
                tree = Invocation(tree, self._invocation())
            else:
                tree = Index(tree, self._expression(0))
                self._expect("]")
        return tree

    def _term(self) -> Expression:
        if self._accept("("):
            tree = self._expression(0)
            self._expect(")")
            return tree
        if self._accept("{"):
            self._expect("}")
            return Literal(None)
        if self._accept("%"):
            return ExternalConstant(self._constant_name())
        return self._literal() or self._invocation()

    def _constant_name(self) -> str:
        token = self._tokens[self._at]
        if token.kind not in ("name", "string", "delimited"):
            self._fail("the name of a constant")
        self._at += 1
        name = token.text if token.kind == "name" else unescape(token.text)
        while token.kind == "name" and self._tokens[self._at].text == "-":
            self._at += 1
            name += "-" + self._name()
        return name

    def _literal(self) -> Literal | None:
        token = self._tokens[self._at]
        if token.kind == "number":
            self._at += 1
            return Literal(self._number(token.text))
        if token.kind == "string":
            self._at += 1
            return Literal(unescape(token.text))
        if token.kind in ("date", "time"):
            self._at += 1
            moment = parse_temporal(token.text[1:])
            return Literal(moment) if moment else self._fail("a date or time that exists")
        if truth := self._accept("true", "false"):
            return Literal(truth == "true")
        return None

    def _number(self, text: str) -> int | Decimal | QuantityValue:
        token = self._tokens[self._at]
        if token.kind == "string":
            self._at += 1
            return QuantityValue(Decimal(text), unescape(token.text))
        if token.kind == "name" and token.text in _UNITS:
            self._at += 1
            return QuantityValue(Decimal(text), token.text)
        return Decimal(text) if "." in text else int(text)

    def _invocation(self) -> Member | Call | Special:
        token = self._tokens[self._at]
        if token.kind == "special":
            self._at += 1
            return Special(token.text)
        name = self._name()
        if self._tokens[self._at].text == "(" and token.kind == "name":
            self._at += 1
            return Call(name, self._arguments())
        return Member(name)

    def _name(self) -> str:
        token = self._tokens[self._at]
        if token.kind == "delimited":
            self._at += 1
            return unescape(token.text)
        if token.kind != "name" or token.text in _RESERVED:
            self._fail("a name")
        self._at += 1
        return token.text

    def _arguments(self) -> tuple[Expression, ...]:
        if self._accept(")"):
            return ()
        arguments = [self._expression(0)]
        while self._accept(","):
            arguments.append(self._expression(0))
        self._expect(")")
        return tuple(arguments)

    def _type_name(self) -> str:
        name = self._name()
        while self._accept("."):
            name += "." + self._name()
        return name


def parse_expression(text: str) -> Expression:
    """Parse a FHIRPath expression.

    Raises:
        FhirSyntaxError: with the line and column at which something else was expected.
    """
    return _Parser(text).parse()
