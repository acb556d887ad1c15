"""FHIRPath by the clauses of its specification."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from filmroom.errors import FhirSyntaxError
from filmroom.fhir.definitions import defined_types, definition
from filmroom.fhir.fhirpath import CompiledExpression, Failure, Node, compile_expression

PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "p1",
    "name": [
        {"use": "official", "family": "Roentgen", "given": ["Wilhelm", "Conrad"], "_given": [None, {"id": "middle"}]},
        {"use": "usual", "given": ["Willi"]},
    ],
    "_birthDate": {"extension": [{"url": "http://example.org/reason", "valueCode": "unknown"}]},
    "deceasedBoolean": False,
    "multipleBirthInteger": 2,
    "contact": [],
}


def evaluate(expression: str, item: Any = PATIENT) -> Any:
    return compile_expression(expression).evaluate(item)


# Source of each group: the section of https://hl7.org/fhirpath/N1/
RESULTS: tuple[tuple[str, list[Any]], ...] = (
    # 3 Path selection
    ("id", ["p1"]),
    ("Patient.id", ["p1"]),
    ("Observation.id", []),
    ("name.family", ["Roentgen"]),
    ("name.given.count()", [3]),
    ("name[1].given", ["Willi"]),
    ("name[7].given", []),
    ("contact", []),
    ("nothing.at.all", []),
    ("`name`.`use`", ["official", "usual"]),
    # 4 literals
    ("'a\\'b\\u0041\\n'", ["a'bA\n"]),
    ("{}", []),
    ("1.50", [Decimal("1.50")]),
    ("-3", [-3]),
    ("+3", [3]),
    ("true // a comment", [True]),
    ("/* another */ false", [False]),
    # 4.5 singletons
    ("name.first() and true", [True]),
    ("'text' and true", [True]),
    # 5.1 existence
    ("contact.empty()", [True]),
    ("name.exists()", [True]),
    ("name.exists(use = 'old')", [False]),
    ("name.all(given.exists())", [True]),
    ("contact.all(false)", [True]),
    ("(true | false).allTrue()", [False]),
    ("(true | false).anyTrue()", [True]),
    ("(false).allFalse()", [True]),
    ("name.use.subsetOf('official' | 'usual' | 'old')", [True]),
    ("name.use.supersetOf('official' | 'old')", [False]),
    ("(1 | 1 | 2).count()", [2]),
    ("(1).combine(1).count()", [2]),
    ("(1).combine(1).isDistinct()", [False]),
    ("('a').combine('a').distinct()", ["a"]),
    # 5.2 filtering and projection
    ("name.where(use = 'usual').given", ["Willi"]),
    ("name.where($index = 1).given", ["Willi"]),
    ("name.select(given.first())", ["Wilhelm", "Willi"]),
    ("name.select($index)", [0, 1]),
    ("name.repeat(given).count()", [3]),
    ("deceased.ofType(boolean)", [Node(False, None, "boolean")]),
    ("multipleBirth.ofType(boolean)", []),
    # 5.3 subsetting
    ("name.given.first()", ["Wilhelm"]),
    ("name.given.last()", ["Willi"]),
    ("name.use.tail()", ["usual"]),
    ("name.use.skip(1)", ["usual"]),
    ("name.use.take(1)", ["official"]),
    ("name.use.intersect('usual' | 'old')", ["usual"]),
    ("name.use.exclude('usual')", ["official"]),
    ("('a').single()", ["a"]),
    # 5.4 combining
    ("(1 | 2).union(2 | 3)", [1, 2, 3]),
    # 5.5 conversion
    ("iif(name.exists(), 'yes', 'no')", ["yes"]),
    ("iif({}, 'yes')", []),
    ("'12'.toInteger()", [12]),
    ("'1.2'.toInteger()", []),
    ("true.toInteger()", [1]),
    ("'1.20'.toDecimal()", [Decimal("1.20")]),
    ("12.toString()", ["12"]),
    ("false.toString()", ["false"]),
    # 5.6 strings
    ("'abc'.indexOf('c')", [2]),
    ("'abc'.substring(1)", ["bc"]),
    ("'abc'.substring(1, 1)", ["b"]),
    ("'abc'.substring(3)", []),
    ("'abc'.startsWith('ab')", [True]),
    ("'abc'.endsWith('ab')", [False]),
    ("'abc'.contains('b')", [True]),
    ("{}.startsWith('a')", []),
    ("'abc'.upper() & 'X'.lower()", ["ABCx"]),
    ("'abc'.replace('b', '')", ["ac"]),
    ("'a.b'.replaceMatches('[.]', '-')", ["a-b"]),
    ("'a1'.matches('^[a-z][0-9]$')", [True]),
    ("'abc'.length()", [3]),
    ("' a '.trim()", ["a"]),
    # 5.8 tree
    ("name[1].children()", ["usual", "Willi"]),
    ("name[0].descendants().count()", [5]),
    # 5.9 utility
    ("name.use.trace('uses')", ["official", "usual"]),
    # 6.1 equality
    ("1 = 1.0", [True]),
    ("1 = true", [False]),
    ("name.use = 'official'", [False]),
    ("{} = 1", []),
    ("1 != 2", [True]),
    ("('a' | 'b') = ('b' | 'a')", [False]),
    ("('a' | 'b') ~ ('b' | 'a')", [True]),
    ("'A  b' ~ 'a b'", [True]),
    ("{} ~ {}", [True]),
    ("1 !~ 2", [True]),
    ("@2024 = @2024-01", []),
    ("@2024-01-01T10:00:00Z = @2024-01-01T11:00:00+01:00", [True]),
    # 6.2 comparison
    ("1 < 2.5", [True]),
    ("'a' >= 'b'", [False]),
    ("@2024-01-02 > @2024-01-01", [True]),
    ("@2024-01 < @2024-01-15", []),
    ("@T10:00 < @T11:30", [True]),
    ("4 'mg' > 3 'mg'", [True]),
    ("4 'mg' > 3 'kg'", []),
    ("1 > {}", []),
    # 6.3 types
    ("id is string", [True]),
    ("id is System.String", [True]),
    ("deceased is boolean", [True]),
    ("multipleBirth is integer", [True]),
    ("$this is Patient", [True]),
    ("$this is DomainResource", [True]),
    ("$this is FHIR.Observation", [False]),
    ("(deceased as boolean) = false", [True]),
    # 6.4 collections
    ("'usual' in name.use", [True]),
    ("name.use contains 'old'", [False]),
    ("{} in name.use", []),
    # 6.5 Boolean logic: every row of the tables
    ("true and true", [True]),
    ("true and false", [False]),
    ("true and {}", []),
    ("false and {}", [False]),
    ("{} and false", [False]),
    ("{} and {}", []),
    ("true or {}", [True]),
    ("{} or true", [True]),
    ("false or {}", []),
    ("false or false", [False]),
    ("true xor false", [True]),
    ("true xor true", [False]),
    ("true xor {}", []),
    ("true implies {}", []),
    ("true implies false", [False]),
    ("false implies {}", [True]),
    ("{} implies true", [True]),
    ("{} implies false", []),
    ("true.not()", [False]),
    ("{}.not()", []),
    # 6.6 arithmetic
    ("1 + 2 * 3", [7]),
    ("7 div 2", [3]),
    ("-7 div 2", [-3]),
    ("7 mod 2", [1]),
    ("1 / 2", [Decimal("0.5")]),
    ("1 / 0", []),
    ("1 + {}", []),
    ("'a' + {}", []),
    ("'a' & {} & 'b'", ["ab"]),
    ("5 - 2 - 1", [2]),
    # 7 aggregates
    ("(1 | 2 | 3).aggregate($total + $this, 0)", [6]),
    ("(1 | 2).aggregate($total + $this)", []),
    ("(3 | 1 | 2).aggregate(iif($total.empty(), $this, iif($this < $total, $this, $total)))", [1]),
    # 9 environment
    ("%resource.id", ["p1"]),
    ("%rootResource.id = %context.id", [True]),
    ("%ucum", ["http://unitsofmeasure.org"]),
    ("%`vs-name-use`", ["http://hl7.org/fhir/ValueSet/name-use"]),
    # https://hl7.org/fhir/fhirpath.html
    ("birthDate.exists()", [True]),
    ("birthDate.hasValue()", [False]),
    ("birthDate.extension.url", ["http://example.org/reason"]),
    ("birthDate.extension('http://example.org/reason').value = 'unknown'", [True]),
    ("id.hasValue()", [True]),
    ("name.given.hasValue()", [False]),
    ("id.getValue()", ["p1"]),
    ("name[0].given[1].id", ["middle"]),
    ("name.given contains 'Conrad'", [True]),
    ("birthDate = @2024", []),
    ("@2024.lowBoundary() <= @2024-01-01T00:00:00+14:00", [True]),
    ("@2024-02.highBoundary() >= @2024-02-29T23:59:59.999-12:00", [True]),
    ("'2024'.lowBoundary() <= '2024'.highBoundary()", [True]),
    ("1.5.lowBoundary() < 1.5", [True]),
    ("1.5.highBoundary() = 1.55", [True]),
    ("\"double quotes\" = 'double quotes'", [True]),
)


@pytest.mark.parametrize(("expression", "expected"), RESULTS, ids=[each[0] for each in RESULTS])
def test_an_expression_gives_what_the_specification_says(expression: str, expected: list[Any]) -> None:
    assert evaluate(expression) == expected


# Source: https://hl7.org/fhirpath/N1/#operator-precedence
@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("true or true and false", [True]),
        ("false implies false and false", [True]),
        ("1 = 1 and 2 = 2", [True]),
        ("'a' in 'a' | 'b'", [True]),
        ("1 + 1 = 2", [True]),
        ("'1' & '2' = '12'", [True]),
        ("2 > 1 = true", [True]),
        ("-1 + 2", [1]),
        ("1 | 2 > 0", Failure("an order is asked of a collection of several items", evaluated=True)),
        ("4 is integer = true", [True]),
        ("true xor true or true", [True]),
        ("'a' ~ 'A' != false", [True]),
    ],
)
def test_operators_bind_in_the_order_of_the_specification(expression: str, expected: object) -> None:
    assert evaluate(expression) == expected


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("name and true", "a Boolean is one item, not 2"),
        ("name.given.toInteger()", "toInteger() takes one item, not 3"),
        ("name.not()", "not() takes one item, not 2"),
        ("name.single()", "single() takes one item, not 2"),
        ("name.given & 'x'", "& takes one item, not 3"),
        ("1.startsWith('a')", "startsWith() takes text"),
        ("'a' - 1", "'-' takes numbers"),
        ("'a' + 1", "+ takes text"),
        ("true < false", "an order is asked of what has none"),
        ("name.use < 'a'", "an order is asked of a collection of several items"),
        ("name.use in 'a'", "'in' takes one item on its left"),
        ("name is HumanName", "'is' takes one item, not 2"),
        ("name['a']", "an index is an integer"),
        ("'a'.matches('(')", "matches() takes a regular expression"),
        ("'a'.replaceMatches('(', '')", "replaceMatches() takes a regular expression"),
        ("'a'.substring('b')", "substring() takes an integer"),
        ("id.lowBoundary()", "a boundary is asked of what is neither a date nor a number"),
        ("%nothing", "%nothing is not known"),
        ("(1).repeat($this + 1)", "repeat() finds no end"),
    ],
)
def test_an_error_in_an_expression_is_a_value(expression: str, reason: str) -> None:
    assert evaluate(expression) == Failure(reason, evaluated=True)


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("resolve()", "resolve() is not evaluated: it needs other resources"),
        ("id.memberOf('x')", "memberOf() is not evaluated: it needs a terminology server"),
        ("conformsTo('x')", "conformsTo() is not evaluated: it needs the profile"),
        ("today()", "today() is not evaluated: it needs the time"),
        ("name[0] is HumanName", "the type of an element is asked whose name does not say it"),
        ("%terminologies", "%terminologies is not at hand"),
    ],
)
def test_what_is_not_at_hand_is_not_evaluated(expression: str, reason: str) -> None:
    assert evaluate(expression) == Failure(reason, evaluated=False)


def test_logic_does_not_look_at_what_cannot_change_the_answer() -> None:
    assert evaluate("false and (name and true)") == [False]
    assert evaluate("true or (name and true)") == [True]
    assert evaluate("false implies (name and true)") == [True]


def test_input_nested_too_deeply_is_a_value() -> None:
    item: dict[str, Any] = {}
    for _ in range(100_000):
        item = {"part": item}

    result = evaluate("distinct() | {} | $this", item)

    assert result == Failure("the input is nested too deeply", evaluated=True)
    while item:
        item = item.pop("part")


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("", "FHIRPath: expected a name (line 1, column 1)"),
        ("a +", "FHIRPath: expected a name (line 1, column 4)"),
        ("a b", "FHIRPath: expected an operator or the end (line 1, column 3)"),
        ("a =\n (b", "FHIRPath: expected ')' (line 2, column 4)"),
        ("a[1", "FHIRPath: expected ']' (line 1, column 4)"),
        ("a ? b", "FHIRPath: expected a token (line 1, column 3)"),
        ("{a}", "FHIRPath: expected '}' (line 1, column 2)"),
        ("@2024-13", "FHIRPath: expected a date or time that exists (line 1, column 9)"),
        ("a.and", "FHIRPath: expected a name (line 1, column 3)"),
        ("%1", "FHIRPath: expected the name of a constant (line 1, column 2)"),
        ("a.$this", "FHIRPath: $this stands after no dot"),
        ("a.nothing()", "FHIRPath: nothing() is not known"),
        ("a.first(1)", "FHIRPath: first() takes 0 arguments, not 1"),
        ("a.where()", "FHIRPath: where() takes 1 arguments, not 0"),
        ("a.substring(1, 2, 3)", "FHIRPath: substring() takes 1 to 2 arguments, not 3"),
        ("a.ofType(1)", "FHIRPath: expected the name of a type"),
        ("(" * 100 + "a" + ")" * 100, "FHIRPath: expected at most 60 nested expressions (line 1, column 61)"),
    ],
)
def test_text_that_is_no_fhirpath_is_refused_with_its_place(expression: str, message: str) -> None:
    with pytest.raises(FhirSyntaxError) as caught:
        compile_expression(expression)

    assert str(caught.value) == message


@pytest.mark.parametrize("name", defined_types())
def test_every_rule_of_the_definitions_compiles(name: str) -> None:
    expressions = [rule.expression for row in definition(name).elements for rule in row.constraints]

    compiled = [compile_expression(each) for each in expressions]

    assert [each.text for each in compiled] == expressions


def test_an_expression_is_compiled_once() -> None:
    assert compile_expression("name.given") is compile_expression("name.given")
    assert isinstance(compile_expression("name.given"), CompiledExpression)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [("true", True), ("false", False), ("{}", False), ("'text'", False), ("true | false", False)],
)
def test_a_constraint_holds_when_its_result_is_true_and_nothing_else(expression: str, expected: bool) -> None:
    assert compile_expression(expression).holds(PATIENT) is expected


def test_resource_and_root_resource_may_differ_from_the_focus() -> None:
    compiled = compile_expression("%resource.id & '/' & %rootResource.id & '/' & id")

    assert compiled.evaluate({"id": "a"}, resource={"id": "b"}, root_resource={"id": "c"}) == ["b/c/a"]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"value": [1, None, 2]}, [1, 2]),
        ({"value": [None, 2], "_value": [{"id": "a"}, None]}, [Node(None, {"id": "a"}), 2]),
        ({"_value": [{"id": "a"}]}, [Node(None, {"id": "a"})]),
        ({"value": [0, ""]}, [0, ""]),
        ({"valueString": "a", "_valueString": {"id": "b"}}, [Node("a", {"id": "b"}, "string")]),
        ({"_valueString": {"id": "b"}}, [Node(None, {"id": "b"}, "string")]),
        ({"valueQuantity": {"value": 1}}, [Node({"value": 1}, None, "Quantity")]),
        ({"valueOfNothing": 1}, []),
        ("text", []),
    ],
)
def test_navigation_finds_values_siblings_and_choices(item: Any, expected: list[Any]) -> None:
    assert evaluate("value", item) == expected
