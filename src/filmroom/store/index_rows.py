"""What search looks at: the values of a resource as rows of the index tables.

Every row of `term` carries the chief date of its resource, so that the newest matches come first without sorting; the
resources that have none carry `NO_MOMENT`, and come last, in the order in which they were made. Every resource has a
row for its type, so that a search for nothing in particular goes the same way as any other.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Table, and_, bindparam, delete, select

from filmroom.fhir.search_parameters import parameter_number
from filmroom.fhir.search_values import (
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
    "is_uid_parameter",
    "key_of",
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

NO_MOMENT = -(1 << 62)
"""The moment of a resource without a chief date: before all others, so that it comes last in the order."""

_LONGEST_KEY = 400  # characters; the longest key of a PostgreSQL index has 2,700 bytes
_UID_PARAMETERS = frozenset({"dicom-class", "identifier", "instance", "series"})
_OID = "urn:oid:"


class IndexRows(NamedTuple):
    """The rows of one resource, without its number: in each table the columns after it, in the order of the table.

    Attributes:
        terms: parameter, value, moment, system.
        dates: parameter, low, high.
        strings: parameter, normalised value, exact value.
        quantities: parameter, low, high, system, code.
    """

    terms: set[tuple[int, str, int, int]]
    dates: set[tuple[int, int, int]]
    strings: set[tuple[int, str, str]]
    quantities: set[tuple[int, float, float, int, str]]


_COLUMNS: Mapping[Table, tuple[str, ...]] = {
    term: ("param", "value", "moment", "system"),
    date: ("param", "low", "high"),
    string: ("param", "value", "exact"),
    quantity: ("param", "low", "high", "system", "code"),
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


def is_uid_parameter(resource_type: str, code: str) -> bool:
    """Whether a parameter finds UIDs written bare and as ``urn:oid:`` alike; they are kept bare."""
    return resource_type == "ImagingStudy" and code in _UID_PARAMETERS


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
        is_uid = is_uid_parameter(self._type, code)
        terms, moment, system = self.collected.terms, self.moment, self._system
        for value in values:
            if isinstance(value, TokenValue):
                if value.code or value.system:
                    text = value.code.removeprefix(_OID) if is_uid else value.code
                    terms.add((number, key_of(text), moment, system(value.system)))
                if value.text:
                    self._add_string(variant_number(self._type, code, "text"), value.text)
            elif isinstance(value, UriValue):
                text = value.value.removeprefix(_OID) if is_uid else value.value
                terms.add((number, key_of(text), moment, 0))
            else:
                self._add(code, number, value)

    def _add(self, code: str, number: int, value: SearchValue) -> None:
        if isinstance(value, ReferenceValue):
            self._add_reference(number, value)
        elif isinstance(value, IdentifierReferenceValue):
            variant = variant_number(self._type, code, "identifier")
            self.collected.terms.add((variant, key_of(value.value), self.moment, self._system(value.system)))
        elif isinstance(value, OfTypeValue):
            variant = variant_number(self._type, code, "of-type")
            text = key_of(f"{value.code}|{value.value}")
            self.collected.terms.add((variant, text, self.moment, self._system(value.system)))
        elif isinstance(value, DateValue):
            self.collected.dates.add((number, value.low, value.high))
        elif isinstance(value, StringValue):
            self._add_string(number, value.text)
        elif isinstance(value, NumberValue):
            self.collected.quantities.add((number, float(value.low), float(value.high), 0, ""))
        elif isinstance(value, QuantityValue):
            row = (number, float(value.low), float(value.high), self._system(value.system), key_of(value.code or ""))
            self.collected.quantities.add(row)
        elif isinstance(value, CompositeValue):
            tokens = [one for one in value.components if isinstance(one, TokenValue)]
            if len(tokens) == len(value.components):
                self._add_composite(number, tokens)

    def _add_reference(self, number: int, value: ReferenceValue) -> None:
        """Keep a reference as the type and id it leads to, and a canonical with and without its version."""
        terms, moment = self.collected.terms, self.moment
        if value.url is None:
            terms.add((number, f"{value.type}/{value.id}", moment, 0))
            return
        terms.add((number, key_of(value.url), moment, 0))
        if value.version and value.id is None:
            terms.add((number, key_of(f"{value.url}|{value.version}"), moment, 0))

    def _add_composite(self, number: int, tokens: list[TokenValue]) -> None:
        """Keep the codes in one text, and its forms with systems: components are asked for together."""
        for written in (
            "$".join(token.code for token in tokens),
            "$".join(f"{token.system or ''}|{token.code}" for token in tokens),
        ):
            self.collected.terms.add((number, key_of(written), self.moment, 0))

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
