"""The primitive types, by example and by property."""

from __future__ import annotations

import base64
import datetime as dt
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmroom.fhir.primitives import CHECKS, MAX_STRING_LENGTH, PRIMITIVES, check_primitive

ROWS = {row.name: row for row in PRIMITIVES}
DIV = '<div xmlns="http://www.w3.org/1999/xhtml">'

FINE: list[tuple[str, object]] = [
    ("boolean", True),
    ("integer", -2147483648),
    ("unsignedInt", 0),
    ("unsignedInt", 2147483647),
    ("positiveInt", 1),
    ("integer64", 9223372036854775807),
    ("integer64", "-9223372036854775808"),
    ("decimal", 1),
    ("decimal", 1.5),
    ("decimal", Decimal("1.50")),
    ("string", "Müller\tund\r\nSöhne"),
    ("string", " "),
    ("markdown", "# Title\n"),
    ("code", "a b"),
    ("id", "1.2.840.10008-A"),
    ("id", "x" * 64),
    ("uri", "urn:dicom:uid"),
    ("url", "https://example.org/a?b=c"),
    ("canonical", "http://hl7.org/fhir/ValueSet/x|1"),
    ("oid", "urn:oid:1.2.840.10008.5.1.4.1.1.2"),
    ("oid", "urn:oid:2.25.0"),
    ("uuid", "urn:uuid:c757873d-ec9a-4326-a141-556f43239520"),
    ("base64Binary", "QQ=="),
    ("date", "2024"),
    ("date", "2024-02"),
    ("date", "2024-02-29"),
    ("dateTime", "2024-02-29T23:59:60Z"),
    ("dateTime", "2024-02-29T23:59:59.123456+14:00"),
    ("dateTime", "2024-02"),
    ("instant", "2024-02-29T00:00:00.000-05:30"),
    ("time", "00:00:00"),
    ("time", "23:59:60.5"),
    ("xhtml", f"{DIV}<p>text</p></div>"),
    ("xhtml", f'{DIV}<img src="#a" alt=""/></div>'),
]

BAD: list[tuple[str, object]] = [
    ("boolean", "true"),
    ("boolean", 1),
    ("integer", True),
    ("integer", 2147483648),
    ("integer", 1.0),
    ("integer", "1"),
    ("unsignedInt", -1),
    ("positiveInt", 0),
    ("integer64", 9223372036854775808),
    ("integer64", "9223372036854775808"),
    ("integer64", "007"),
    ("integer64", "9" * 5000),
    ("integer64", 1.0),
    ("decimal", "1.5"),
    ("decimal", True),
    ("decimal", float("nan")),
    ("decimal", Decimal("Infinity")),
    ("string", ""),
    ("string", "a\x00b"),
    ("string", "\x1b"),
    ("string", "\ud800"),
    ("string", 1),
    ("string", None),
    ("string", ["a"]),
    ("string", "x" * (MAX_STRING_LENGTH + 1)),
    ("code", ""),
    ("code", " a"),
    ("code", "a "),
    ("code", "a  b"),
    ("code", "a\tb"),
    ("id", ""),
    ("id", "a\n"),
    ("id", "a_b"),
    ("id", "x" * 65),
    ("uri", ""),
    ("uri", "a b"),
    ("oid", "1.2.840"),
    ("oid", "urn:oid:1.02"),
    ("oid", "urn:oid:3.1"),
    ("oid", "urn:oid:1"),
    ("uuid", "urn:uuid:C757873D-EC9A-4326-A141-556F43239520"),
    ("base64Binary", "QQ="),
    ("base64Binary", ""),
    ("base64Binary", "Q Q="),
    ("date", "2025-02-29"),
    ("date", "1900-02-29"),
    ("date", "2024-04-31"),
    ("date", "2024-13"),
    ("date", "2024-2-1"),
    ("date", "0000-01-01"),
    ("date", "2024-02-29T00:00:00Z"),
    ("dateTime", "2025-02-30"),
    ("dateTime", "2024-02-29T10:00:00"),
    ("dateTime", "2024-02-29T10:00Z"),
    ("dateTime", "2024-02-29T24:00:00Z"),
    ("dateTime", "2024-02-29 10:00:00Z"),
    ("dateTime", "2023-02-29T10:00:00Z"),
    ("dateTime", "2024-02-29T10:00:00+15:00"),
    ("instant", "2024-02-29"),
    ("instant", "2023-02-29T00:00:00Z"),
    ("time", "10:00"),
    ("time", "10:00:00Z"),
    ("time", "24:00:00"),
    ("xhtml", "text"),
    ("xhtml", "<div>text</div>"),
    ("xhtml", f"{DIV}</div>"),
    ("xhtml", f"{DIV}<p>text</div>"),
    ("xhtml", f"{DIV}<script>1</script></div>"),
    ("xhtml", f'{DIV}<p onclick="x">text</p></div>'),
    ("xhtml", f'{DIV}<a href="javascript:x">text</a></div>'),
    ("xhtml", f"{DIV}&nbsp;</div>"),
    ("xhtml", f'<!DOCTYPE div [<!ENTITY a "b">]>{DIV}&a;</div>'),
    ("xhtml", f"{DIV}\ud800</div>"),
    ("xhtml", 1),
]


@pytest.mark.parametrize(("type_name", "value"), FINE)
def test_values_of_the_type_pass(type_name: str, value: object) -> None:
    assert check_primitive(type_name, value) is None


@pytest.mark.parametrize(("type_name", "value"), BAD)
def test_other_values_get_the_expectation_in_words(type_name: str, value: object) -> None:
    assert check_primitive(type_name, value) == ROWS[type_name].expected


def test_there_is_a_check_for_each_row_and_no_other() -> None:
    assert list(CHECKS) == [row.name for row in PRIMITIVES]
    with pytest.raises(KeyError):
        check_primitive("Identifier", {})


@given(st.text())
def test_a_string_passes_unless_xml_could_not_hold_it(text: str) -> None:
    forbidden = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", text)

    assert (check_primitive("string", text) is None) == bool(text and not forbidden)


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day: dt.date) -> None:
    assert check_primitive("date", day.isoformat()) is None


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 31))
def test_a_day_passes_if_the_calendar_has_it(year: int, month: int, day: int) -> None:
    text = f"{year:04}-{month:02}-{day:02}"
    try:
        dt.date(year, month, day)
    except ValueError:
        assert check_primitive("date", text) is not None
        assert check_primitive("instant", f"{text}T00:00:00Z") is not None
    else:
        assert check_primitive("dateTime", f"{text}T00:00:00Z") is None


@given(st.datetimes(timezones=st.just(dt.UTC)))
def test_every_moment_is_an_instant(moment: dt.datetime) -> None:
    assert check_primitive("instant", moment.isoformat()) is None


@given(st.binary(min_size=1))
def test_base64_passes(content: bytes) -> None:
    assert check_primitive("base64Binary", base64.b64encode(content).decode()) is None


@given(st.text(alphabet="AQ=+/ \n", max_size=12))
def test_the_fast_base64_check_is_the_grammar(text: str) -> None:
    matches = re.fullmatch(ROWS["base64Binary"].grammar, text) is not None

    assert (check_primitive("base64Binary", text) is None) == matches


@given(st.from_regex(r"[0-2](\.(0|[1-9][0-9]{0,10})){1,10}", fullmatch=True))
def test_every_uid_makes_an_oid(uid: str) -> None:
    assert check_primitive("oid", f"urn:oid:{uid}") is None


@given(st.sampled_from(sorted(CHECKS)), st.text() | st.integers() | st.floats() | st.booleans() | st.none())
def test_a_check_never_raises_and_never_repeats_the_value(type_name: str, value: object) -> None:
    assert check_primitive(type_name, value) in (None, ROWS[type_name].expected)
