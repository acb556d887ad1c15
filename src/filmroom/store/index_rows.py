"""What search looks at: the values of a resource as rows of the index tables.

Every row of `term` carries the chief date of its resource, so that the newest matches come first without sorting; the
resources that have none carry `NO_MOMENT`, and come last. Every resource has a row for its type, so that a search for
nothing in particular goes the same way as any other.

Texts longer than 400 characters are kept by their first 335 and a hash: they are found by what they begin with and
as a whole. Numbers are kept as doubles: they are told apart by their first 15 digits.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Table, and_, bindparam, delete, select

from filmroom.fhir.search_parameters import parameter_number, search_parameter
from filmroom.fhir.search_values import (
    FAR_PAST,
    GREATEST_NUMBER,
    LEAST_NUMBER,
    CompositeValue,
    DateValue,
    IdentifierReferenceValue,
    NumberValue,
    OfTypeValue,
    QuantityValue,
    ReferenceValue,
    StringValue,
    TokenValue,
    UriValue,
    normalise,
    search_values,
)
from filmroom.store.composite_forms import SEPARATOR, token_forms
from filmroom.store.tables import date, quantity, string, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from filmroom.fhir.search_values import SearchValue

__all__ = [
    "CHIEF_DATES",
    "NO_MOMENT",
    "IndexRows",
    "drop_index_rows",
    "index_rows",
    "is_kept_bare",
    "key_of",
    "of_type_key",
    "replace_index_rows",
    "system_number",
    "type_number",
    "variant_number",
]

CHIEF_DATES: Mapping[str, str] = {
    "DiagnosticReport": "date",
    "Encounter": "date",
    "ImagingStudy": "started",
    "Observation": "date",
    "Procedure": "date",
    "ServiceRequest": "authored",
    "Specimen": "collected",
}
"""The parameter of each type by whose value its resources are in order when no other order is asked for."""

NO_MOMENT = FAR_PAST - 1
"""The moment of a resource without a chief date: before all others, so that it comes last in the order."""

_LONGEST_KEY = 400  # characters; the longest key of a PostgreSQL index has 2,700 bytes
_OID = "urn:oid:"


class IndexRows(NamedTuple):
    """The rows of one resource, without its number: in each table the columns after it, in the order of the table.

    Attributes:
        terms: parameter, value, moment, system.
        dates: parameter, low, high.
        strings: parameter, normalised value, exact value.
        quantities: parameter, low, high, least, most, system, code.
    """

    terms: set[tuple[int, str, int, int]]
    dates: set[tuple[int, int, int]]
    strings: set[tuple[int, str, str]]
    quantities: set[tuple[int, float, float, float, float, int, str]]


_COLUMNS: Mapping[Table, tuple[str, ...]] = {
    term: ("param", "value", "moment", "system"),
    date: ("param", "low", "high"),
    string: ("param", "value", "exact"),
    quantity: ("param", "low", "high", "least", "most", "system", "code"),
}


def system_number(system: str | None) -> int:
    """Return 63 bits of a hash of a system's address; 0 for no system."""
    return int.from_bytes(sha256(system.encode()).digest()[:8], "big") >> 1 if system else 0


def variant_number(resource_type: str, code: str, variant: str) -> int:
    """Return the number under which the values of a modifier such as ``:identifier`` are kept."""
    return parameter_number(resource_type, f"{code}:{variant}")


def type_number(resource_type: str) -> int:
    """Return the number of the row that every resource of a type has; its value is empty."""
    return parameter_number(resource_type, "*")


def key_of(text: str) -> str:
    """Return what stands for a text in an index: itself, or its beginning and a hash if it is long."""
    if len(text) <= _LONGEST_KEY:
        return text
    return f"{text[: _LONGEST_KEY - 65]}#{sha256(text.encode()).hexdigest()}"


def of_type_key(code: str, value: str) -> str:
    """Return what stands for an identifier under a code of its type."""
    return key_of(f"{code}{SEPARATOR}{value}")


@lru_cache(maxsize=1024)
def is_kept_bare(resource_type: str, code: str) -> bool:
    """Whether every value of a parameter is found with and without ``urn:oid:``, and is kept without.

    Identifiers are not: one that was written without it is not found with it.
    """
    parameter = search_parameter(resource_type, code)
    return parameter is not None and parameter.oid_forms and code != "identifier"


def index_rows(resource: dict[str, Any]) -> IndexRows:
    """Return the rows of a resource."""
    resource_type = resource["resourceType"]
    values = search_values(resource)
    rows = _Collector(resource_type, _moment(resource_type, values))
    for code, found in values.items():
        rows.add_all(code, found)
    rows.collected.terms.add((type_number(resource_type), "", rows.moment, 0))
    return rows.collected


def _moment(resource_type: str, values: Mapping[str, tuple[SearchValue, ...]]) -> int:
    chief = values.get(CHIEF_DATES.get(resource_type, ""), ())
    return max((value.low for value in chief if isinstance(value, DateValue)), default=NO_MOMENT)


class _Collector:
    """Collects the rows of one resource."""

    def __init__(self, resource_type: str, moment: int) -> None:
        self._type = resource_type
        self.moment = moment
        self._systems: dict[str | None, int] = {}
        self.collected = IndexRows(set(), set(), set(), set())

    def add_all(self, code: str, values: Iterable[SearchValue]) -> None:
        number = parameter_number(self._type, code)
        is_bare = is_kept_bare(self._type, code)
        terms, moment, system = self.collected.terms, self.moment, self._system
        for value in values:
            if isinstance(value, TokenValue):
                if value.code or value.system:
                    text = value.code.removeprefix(_OID) if is_bare else value.code
                    terms.add((number, key_of(text), moment, system(value.system)))
                if value.text:
                    self._add_string(variant_number(self._type, code, "text"), value.text)
            elif isinstance(value, UriValue):
                text = value.value.removeprefix(_OID) if is_bare else value.value
                terms.add((number, key_of(text), moment, 0))
            else:
                self._add(code, number, value)

    def _add(self, code: str, number: int, value: SearchValue) -> None:
        if isinstance(value, ReferenceValue):
            self._add_reference(code, number, value)
        elif isinstance(value, IdentifierReferenceValue):
            variant = variant_number(self._type, code, "identifier")
            self.collected.terms.add((variant, key_of(value.value), self.moment, self._system(value.system)))
        elif isinstance(value, OfTypeValue):
            variant = variant_number(self._type, code, "of-type")
            key = of_type_key(value.code, value.value)
            self.collected.terms.add((variant, key, self.moment, self._system(value.system)))
        elif isinstance(value, DateValue):
            self.collected.dates.add((number, value.low, value.high))
        elif isinstance(value, StringValue):
            self._add_string(number, value.text)
        elif isinstance(value, (NumberValue, QuantityValue)):
            self._add_number(number, value)
        elif isinstance(value, CompositeValue):
            self._add_composite(number, value.components)

    def _add_reference(self, code: str, number: int, value: ReferenceValue) -> None:
        """Keep what a reference leads to, also with its version, and its words."""
        terms, moment = self.collected.terms, self.moment
        whole = value.url or (f"{value.type}/{value.id}" if value.id else None)
        if whole:
            terms.add((number, key_of(whole), moment, 0))
        if whole and value.version:
            terms.add((variant_number(self._type, code, "version"), key_of(f"{whole}|{value.version}"), moment, 0))
        if value.text:
            self._add_string(variant_number(self._type, code, "text"), value.text)

    def _add_number(self, number: int, value: NumberValue | QuantityValue, before: str = "") -> None:
        """Keep the range that a number stands for, and how far it reaches when it is compared exactly."""
        least, most = value.low, value.high
        if least != LEAST_NUMBER and most != GREATEST_NUMBER:
            least = most = (value.low + value.high) / 2
        system, unit = (self._system(value.system), value.code) if isinstance(value, QuantityValue) else (0, "")
        limits = (float(value.low), float(value.high), float(least), float(most))
        self.collected.quantities.add((number, *limits, system, key_of(before + unit)))

    def _add_composite(self, number: int, components: tuple[SearchValue, ...]) -> None:
        if len(components) != 2 or not isinstance(components[0], TokenValue):
            return
        second = components[1]
        for form in token_forms(components[0]):
            before = form + SEPARATOR
            if isinstance(second, TokenValue):
                for other in token_forms(second):
                    self.collected.terms.add((number, key_of(before + other), self.moment, 0))
            elif isinstance(second, StringValue):
                self.collected.strings.add((number, key_of(before + normalise(second.text)), ""))
            elif isinstance(second, (NumberValue, QuantityValue)):
                self._add_number(number, second, before)

    def _add_string(self, number: int, text: str) -> None:
        self.collected.strings.add((number, key_of(normalise(text)), key_of(text)))

    def _system(self, system: str | None) -> int:
        known = self._systems.get(system)
        if known is None:
            known = self._systems[system] = system_number(system)
        return known


def replace_index_rows(connection: Connection, rid: int, rows: IndexRows, *, is_new: bool) -> None:
    """Make the rows of a resource be these; only what differs is written."""
    all_wanted: tuple[set[Any], ...] = rows
    for (table, columns), wanted in zip(_COLUMNS.items(), all_wanted, strict=True):
        present: set[Any] = set()
        if not is_new:
            found = connection.execute(select(*(table.c[name] for name in columns)).where(table.c.rid == rid))
            present = {tuple(row) for row in found}
        gone, fresh = present - wanted, wanted - present
        if gone:
            same = and_(table.c.rid == rid, *(table.c[name] == bindparam(f"{name}_") for name in columns))
            rows_gone = [{f"{name}_": value for name, value in zip(columns, row, strict=True)} for row in gone]
            connection.execute(delete(table).where(same), rows_gone)
        if fresh:
            connection.execute(
                table.insert(), [{"rid": rid, **dict(zip(columns, row, strict=True))} for row in sorted(fresh)]
            )


def drop_index_rows(connection: Connection, rid: int) -> None:
    """Remove all rows of a resource."""
    for table in _COLUMNS:
        connection.execute(delete(table).where(table.c.rid == rid))
