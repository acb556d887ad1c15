"""Dates of a search: from text to the stretch of time that it stands for.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#date
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from filmroom.fhir.search_values import date_range
from filmroom.query.search_prefixes import split_prefix
from filmroom.query.terms import DateTerm, Prefix

__all__ = ["microseconds", "parse_date_term"]

_EXPECTED = "expected a date: YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with a time zone"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(moment: datetime) -> int:
    """Give the microseconds since 1970-01-01T00:00:00Z of an aware datetime."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def parse_date_term(text: str, now: int) -> DateTerm:
    """Read a date with its prefix; ``ap`` widens it on both sides by a tenth of its distance to ``now``.

    Raises:
        ValueError: it is no date; the message says what was expected.
    """
    prefix, rest = split_prefix(text)
    # a plus sign that was not percent-encoded reaches a server as a space
    found = date_range(rest.replace(" ", "+"))
    if found is None:
        raise ValueError(_EXPECTED)
    margin = max(found.low - now, now - found.high, 0) // 10 if prefix is Prefix.AP else 0
    return DateTerm(prefix, found.low - margin, found.high + margin)
