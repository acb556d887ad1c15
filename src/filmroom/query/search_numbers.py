"""Numbers and quantities of a search: from text to the range that it stands for.

A number stands for everything that rounds to it: half a unit of its last digit to either side. (The page gives
95 to 105 for ``1e2``, which no count of digits leads to; here it is 50 to 150.)

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#number
"""

from __future__ import annotations

import re
from decimal import Context, Decimal

from filmroom.fhir.search_values import number_range
from filmroom.query.escaping import split_escaped, unescape
from filmroom.query.search_prefixes import COMPARISONS, split_prefix
from filmroom.query.terms import NumberTerm, Prefix, QuantityTerm

__all__ = ["parse_number_term", "parse_quantity_term"]

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_LONGEST = 40
_EXPECTED = f"expected a number of at most {_LONGEST} characters, such as 5.4 or 5.40e-3"
_EXPECTED_QUANTITY = "expected a quantity: number, or number|system|code"
_EXACT = Context(prec=400)
_TENTH = Decimal("0.1")


def parse_number_term(text: str) -> NumberTerm:
    """Read a number with its prefix; ``ap`` widens it to a tenth of its value.

    Raises:
        ValueError: it is no number; the message says what was expected.
    """
    prefix, rest = split_prefix(text)
    if len(rest) > _LONGEST or not _NUMBER.fullmatch(rest):
        raise ValueError(_EXPECTED)
    number = Decimal(rest)
    found = number_range(number)
    if found is None:
        raise ValueError(_EXPECTED)
    if prefix in COMPARISONS:
        return NumberTerm(prefix, number, number)
    margin = _EXACT.multiply(_EXACT.abs(number), _TENTH) if prefix is Prefix.AP else Decimal(0)
    low, high = _EXACT.subtract(number, margin), _EXACT.add(number, margin)
    return NumberTerm(prefix, min(found.low, low), max(found.high, high))


def parse_quantity_term(text: str) -> QuantityTerm:
    """Read ``[prefix]number|system|code``, still escaped, of which only the number has to be there.

    Raises:
        ValueError: it is no quantity; the message says what was expected.
    """
    parts = [unescape(part) for part in split_escaped(text, "|")]
    if len(parts) not in (1, 3):
        raise ValueError(_EXPECTED_QUANTITY)
    number = parse_number_term(parts[0])
    system, code = parts[1:] or ("", "")
    return QuantityTerm(number.prefix, number.low, number.high, system or None, code or None)
