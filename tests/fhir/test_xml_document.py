"""FHIR XML, read into the objects that JSON is read into, and written from them."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmroom.errors import FhirError, FhirLimitError, FhirSyntaxError
from filmroom.fhir.json_document import read_json, write_json
from filmroom.fhir.limits import DocumentLimits
from filmroom.fhir.xml_document import inspect_xml, read_xml, write_xml

OPEN = '<Patient xmlns="http://hl7.org/fhir">'
DIV = '<div xmlns="http://www.w3.org/1999/xhtml"><p title="a &gt; b">x &amp; y</p>\r\n<br/><!-- kept --></div>'
FOREIGN_PREFIX = "Found a narrative that relies on a prefix declared outside it, expected its own namespace"
UNKNOWN = {"extension": [{"url": "http://u", "valueCode": "unknown"}]}
PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "p1",
    "text": {"status": "generated", "div": DIV},
    "contained": [{"resourceType": "Organization", "id": "o", "name": "a \t\r\n\"<&>' é"}],
    "extension": [
        {"url": "http://e/1", "valueDecimal": Decimal("1.50")},
        {"id": "x", "url": "http://e/2", "extension": [{"url": "in", "valueBoolean": False}]},
        {"url": "http://e/3", "valueCodeableConcept": {"id": "c", "text": "t"}},
    ],
    "name": [
        {
            "id": "n",
            "given": ["A", None, "B"],
            "_given": [None, UNKNOWN, {"id": "g"}],
        },
        {"family": "F", "_family": {"id": "f"}},
    ],
    "_birthDate": {"extension": [{"url": "http://u", "valueInteger": -3}]},
    "deceasedBoolean": True,
    "managingOrganization": {"reference": "#o"},
}


def test_a_resource_is_written_in_the_order_of_its_definition() -> None:
    patient = {"birthDate": "2000", "active": True, "id": "a", "resourceType": "Patient", "_id": {"id": "b"}}

    assert write_xml(patient).decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<Patient xmlns="http://hl7.org/fhir"><id id="b" value="a"/><active value="true"/>'
        '<birthDate value="2000"/></Patient>'
    )


def test_a_resource_can_be_written_for_people() -> None:
    patient = {"resourceType": "Patient", "extension": [{"id": "a", "url": "http://e", "valueDecimal": Decimal("1.0")}]}

    assert write_xml(patient, pretty=True).decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<Patient xmlns="http://hl7.org/fhir">\n'
        '  <extension id="a" url="http://e">\n'
        '    <valueDecimal value="1.0"/>\n'
        "  </extension>\n"
        "</Patient>\n"
    )


@pytest.mark.parametrize("pretty", [False, True])
def test_everything_that_json_says_comes_back_from_xml(pretty: bool) -> None:
    read = read_xml(write_xml(PATIENT, pretty=pretty))

    assert read == PATIENT
    assert str(read["extension"][0]["valueDecimal"]) == "1.50"


def test_a_narrative_is_kept_to_the_letter() -> None:
    assert read_xml(write_xml(PATIENT))["text"]["div"] == DIV
    empty = {**PATIENT, "text": {"status": "empty", "div": '<div xmlns="http://www.w3.org/1999/xhtml" title="a>b"/>'}}
    assert read_xml(write_xml(empty)) == empty


def test_a_resource_in_an_entry_has_its_own_element() -> None:
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": PATIENT}]}

    written = write_xml(bundle).decode()

    assert "<entry><resource><Patient><id" in written
    assert read_xml(written) == bundle


def test_a_group_that_repeats_another_is_read_like_it() -> None:
    bundle = {"resourceType": "Bundle", "type": "searchset", "entry": [{"link": [{"relation": "self", "url": "u"}]}]}

    assert read_xml(write_xml(bundle)) == bundle


def test_values_that_are_none_of_their_type_stay_text() -> None:
    xml = f'{OPEN}<active value="yes"/><multipleBirthInteger value="+1"/></Patient>'

    assert read_xml(xml) == {"resourceType": "Patient", "active": "yes", "multipleBirthInteger": "+1"}


def test_an_element_repeated_against_its_definition_is_a_list_for_the_validator() -> None:
    xml = f'{OPEN}<gender value="male"/><gender value="other"/></Patient>'

    assert read_xml(xml) == {"resourceType": "Patient", "gender": ["male", "other"]}


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ("", "XML: no element found (line 1, column 1)"),
        ("<Patient", "XML: unclosed token (line 1, column 1)"),
        (f"{OPEN}\n<id></Patient>", "XML: mismatched tag (line 2, column 7)"),
        (
            '<!DOCTYPE a [<!ENTITY b "c">]><a/>',
            "XML: Found a document type declaration, expected none (line 1, column 13)",
        ),
        (f'{OPEN}<id value="&b;"/></Patient>', "XML: undefined entity (line 1, column 38)"),
        ("<?php x?><a/>", "XML: Found a processing instruction, expected none (line 1, column 1)"),
        (
            "<Patient/>",
            "XML: Found an element outside the namespace http://hl7.org/fhir, expected one inside (line 1, column 1)",
        ),
        (
            f'{OPEN}<x:id xmlns:x="urn:x"/></Patient>',
            "XML: Found an element outside the namespace http://hl7.org/fhir, expected one inside (line 1, column 38)",
        ),
        (
            f'{OPEN}<id xmlns:x="urn:x" x:value="a"/></Patient>',
            "XML: Found an attribute of another namespace, expected none (line 1, column 38)",
        ),
        (
            '<Patient xmlns="http://hl7.org/fhir" id="a"/>',
            "XML: Found an attribute of a resource, expected none (line 1, column 1)",
        ),
        (
            f'{OPEN}<active value="true"/><id value="a"/></Patient>',
            "XML: Found id after a later element, expected the order of the definition (line 1, column 60)",
        ),
        (
            f"{OPEN}<id>a</id></Patient>",
            "XML: Found text between elements, expected the value attribute (line 1, column 42)",
        ),
        (
            f'{OPEN}<id value="a" url="b"/></Patient>',
            "XML: Found an attribute of a primitive, expected value or id (line 1, column 38)",
        ),
        (
            f'{OPEN}<name url="a"/></Patient>',
            "XML: Found an attribute that HumanName does not have, expected id or url at most (line 1, column 38)",
        ),
        (
            f"{OPEN}<contained><Patient/><Patient/></contained></Patient>",
            "XML: Found 2 resources, expected one (line 1, column 38)",
        ),
        (
            f'{OPEN}<contained id="a"><Patient/></contained></Patient>',
            "XML: Found an attribute of what carries a resource, expected none (line 1, column 38)",
        ),
        (
            f"{OPEN}<resourceType/></Patient>",
            "XML: Found an element whose name JSON reserves, expected another (line 1, column 38)",
        ),
        (
            f'{OPEN}<extension><url value="a"/></extension></Patient>',
            "XML: Found url as an element, expected it as an attribute (line 1, column 49)",
        ),
        (
            f'{OPEN}<text><div value="a"/></text></Patient>',
            "XML: Found a div outside the namespace of XHTML, expected one inside (line 1, column 44)",
        ),
        (
            f'{OPEN}<name xmlns="http://www.w3.org/1999/xhtml"/></Patient>',
            "XML: Found XHTML, expected it in a narrative only (line 1, column 38)",
        ),
        (
            f'{OPEN}<text xmlns:h="http://www.w3.org/1999/xhtml"><h:div>a</h:div></text></Patient>',
            f"XML: {FOREIGN_PREFIX} (line 1, column 83)",
        ),
        (
            "<é\udc80".encode("utf-8", "surrogateescape"),
            "Found a byte that is not UTF-8, expected UTF-8 (line 1, column 3)",
        ),
    ],
)
def test_what_is_not_fhir_xml_is_refused_with_its_place(xml: str | bytes, message: str) -> None:
    with pytest.raises(FhirSyntaxError) as caught:
        read_xml(xml)

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (DocumentLimits(size_bytes=10), "Found a document of 78 bytes, expected at most 10"),
        (DocumentLimits(depth=2), "Found more than 2 nested XML elements, expected fewer"),
    ],
)
def test_what_goes_beyond_a_limit_is_refused(limits: DocumentLimits, message: str) -> None:
    with pytest.raises(FhirLimitError) as caught:
        read_xml(f'{OPEN}<name><given value="A"/></name></Patient>', limits=limits)

    assert str(caught.value) == message


STUDY = """<ImagingStudy xmlns="http://hl7.org/fhir" xmlns:x="urn:x">
  <bogus/>
  <identifier><system value="urn:x"/>text<value value="1"/>text</identifier>
  <status value="zz" url="b"/>
  <subject><reference value="Practitioner/1"/></subject>
  <identifier x:use="usual"><value value="2"/></identifier>
  <x:other><id>text</id></x:other>
  <bogus2 id="a"><coding value="b"/><coding/></bogus2>
</ImagingStudy>"""


def test_all_that_can_be_read_is_read_and_the_rest_is_said_with_its_place() -> None:
    document = inspect_xml(STUDY)

    assert document.resource == {
        "resourceType": "ImagingStudy",
        "bogus": {},
        "identifier": [{"system": "urn:x", "value": "1"}, {"value": "2"}],
        "status": "zz",
        "subject": {"reference": "Practitioner/1"},
        "bogus2": {"id": "a", "coding": ["b", {}]},
    }
    assert [(each.severity, each.code, each.expression, each.diagnostics) for each in document.issues] == [
        (
            "error",
            "structure",
            "ImagingStudy",
            "Found an element outside the namespace http://hl7.org/fhir, expected one inside (line 7, column 3)",
        ),
        (
            "error",
            "structure",
            "ImagingStudy.identifier[0]",
            "Found text between elements, expected the value attribute (line 3, column 38)",
        ),
        (
            "error",
            "structure",
            "ImagingStudy.identifier[1]",
            "Found identifier after a later element, expected the order of the definition (line 6, column 3)",
        ),
        (
            "error",
            "structure",
            "ImagingStudy.identifier[1]",
            "Found an attribute of another namespace, expected none (line 6, column 3)",
        ),
        (
            "error",
            "structure",
            "ImagingStudy.status",
            "Found an attribute of a primitive, expected value or id (line 4, column 3)",
        ),
    ]
    assert document.untyped == ()


def test_a_type_known_by_name_only_is_kept_as_text_and_named() -> None:
    task = """<Task xmlns="http://hl7.org/fhir"><id value="a"/><text><status value="empty"/><div
      xmlns="http://www.w3.org/1999/xhtml">x</div></text><contained><Patient><id value="p"/></Patient></contained>
      <note/><input><valueInteger value="1" id="i"/></input><input><valueBoolean value="true"/></input></Task>"""
    bundle = f'<Bundle xmlns="http://hl7.org/fhir"><entry><resource>{task}</resource></entry></Bundle>'

    document = inspect_xml(bundle)

    assert document.resource["entry"][0]["resource"] == {
        "resourceType": "Task",
        "id": "a",
        "text": {"status": "empty", "div": '<div\n      xmlns="http://www.w3.org/1999/xhtml">x</div>'},
        "contained": {"Patient": {"id": "p"}},
        "note": {},
        "input": [{"valueInteger": "1", "_valueInteger": {"id": "i"}}, {"valueBoolean": "true"}],
    }
    assert [(each.expression, each.line, each.column) for each in document.untyped] == [
        ("Bundle.entry[0].resource", 1, 54)
    ]
    assert document.issues == ()


def test_a_document_without_the_namespace_is_read_as_if_it_had_it() -> None:
    document = inspect_xml('<Patient><name><family value="A"/></name></Patient>')

    assert document.resource == {"resourceType": "Patient", "name": [{"family": "A"}]}
    assert [(each.expression, each.line, each.column) for each in document.findings] == [("Patient", 1, 1)]


def test_what_json_can_say_is_left_to_the_validator() -> None:
    xml = f'{OPEN}<id/><contained/><contained><Nothing a="b"/></contained><gender/></Patient>'

    document = inspect_xml(xml)

    assert document.resource == {
        "resourceType": "Patient",
        "_id": {},
        "contained": [{}, {"resourceType": "Nothing"}],
        "_gender": {},
    }
    assert [each.message for each in document.findings] == ["Found an attribute of a resource, expected none"]


def test_a_type_known_by_name_only_is_refused_in_words() -> None:
    with pytest.raises(FhirError) as caught:
        read_xml('<Task xmlns="http://hl7.org/fhir"/>')

    assert str(caught.value) == (
        "XML: Found the type Task, expected one that filmroom defines, since XML says neither which of its elements "
        "repeat nor which values are numbers; it can be read as JSON (line 1, column 1)"
    )


@pytest.mark.parametrize(
    ("resource", "message"),
    [
        (
            {"resourceType": "Task"},
            "Found a resource of which only the name is known, expected one whose elements are known",
        ),
        ({}, "Found a resource of which only the name is known, expected one whose elements are known"),
        ({"uid": "1"}, "Found a property that Patient does not have, expected only those it has"),
        ({"name": ["x"]}, "Found no object under name, expected one"),
        ({"id": "\0"}, "Found a character as value that XML cannot hold, expected text"),
        ({"id": {}}, "Found an object or an array as value, expected a primitive"),
        ({"_id": {}}, "Found neither a value nor extensions under id, expected one of them"),
        (
            {"name": [{"given": ["A", "B"], "_given": [{"id": "a"}]}]},
            "Found more or fewer siblings than values under given, expected as many",
        ),
        ({"gender": ["male"]}, "Found another form under gender, expected a single value"),
        ({"name": {"family": "A"}}, "Found another form under name, expected an array"),
        ({"_gender": [{"id": "a"}]}, "Found another form under gender, expected a single value"),
        ({"gender": True}, "Found another kind of value under gender, expected that of code"),
        ({"active": "true"}, "Found another kind of value under active, expected that of boolean"),
        (
            {"multipleBirthInteger": "1"},
            "Found another kind of value under multipleBirthInteger, expected that of integer",
        ),
        ({"name": [{"id": 1, "family": "A"}]}, "Found an id or url of name that is no text, expected text"),
        ({"_gender": {"id": 1}}, "Found an id of gender that is no text, expected text"),
        ({"id": None}, "Found null or an empty array under id, expected a value"),
        ({"_id": None}, "Found null or an empty array under id, expected a value"),
        ({"name": []}, "Found null or an empty array under name, expected a value"),
        ({"name": [None]}, "Found null under name, expected a value"),
        (
            {"name": [{"given": ["A", None], "_given": [None, None]}]},
            "Found null under given, expected a value",
        ),
        ({"_name": [{"id": "a"}]}, "Found a sibling of name that XML cannot hold, expected an id or extensions"),
        ({"_id": "a", "id": "b"}, "Found a sibling of id that XML cannot hold, expected an id or extensions"),
        (
            {"text": {"div": DIV, "_div": {"id": "a"}}},
            "Found a sibling of div that XML cannot hold, expected an id or extensions",
        ),
        (
            {"extension": [{"url": "a", "_url": {"id": "b"}}]},
            "Found a sibling of url, expected none: XML writes it as an attribute",
        ),
        ({"text": {"div": "<p>"}}, "Found a narrative that is not well-formed, expected a div of XHTML"),
        ({"text": {"div": "text"}}, "Found a narrative that is no element, expected a div"),
        ({"text": {"div": "<?xml version='1.0'?><div/>"}}, "Found a narrative that is no element, expected a div"),
    ],
)
def test_what_xml_has_no_place_for_is_not_written(resource: dict[str, Any], message: str) -> None:
    whole = resource if resource.get("resourceType") or not resource else {"resourceType": "Patient", **resource}

    with pytest.raises(FhirError) as caught:
        write_xml(whole)

    assert str(caught.value) == message


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from("\n\t"),
    min_size=1,
)
extensions = st.one_of(
    st.fixed_dictionaries({"url": texts, "valueString": texts}),
    st.fixed_dictionaries({"url": texts, "valueDecimal": st.decimals(-1000, 1000, places=3)}),
    st.fixed_dictionaries({"url": texts, "valueBoolean": st.booleans()}, optional={"id": texts}),
    st.fixed_dictionaries({"url": texts, "valueReference": st.fixed_dictionaries({"display": texts})}),
)
besides = st.fixed_dictionaries({"id": texts}, optional={"extension": st.lists(extensions, min_size=1, max_size=2)})
codings = st.fixed_dictionaries(
    {"code": texts}, optional={"system": texts, "_display": besides, "userSelected": st.booleans()}
)
concepts = st.fixed_dictionaries(
    {"coding": st.lists(codings, min_size=1, max_size=3)}, optional={"text": texts, "_text": besides}
)
instances = st.fixed_dictionaries(
    {"uid": texts, "sopClass": texts}, optional={"number": st.integers(0, 9), "_number": besides}
)
series = st.fixed_dictionaries(
    {"uid": texts, "modality": concepts}, optional={"instance": st.lists(instances, min_size=1, max_size=3)}
)
studies = st.fixed_dictionaries(
    {"resourceType": st.just("ImagingStudy"), "status": texts},
    optional={
        "id": texts,
        "extension": st.lists(extensions, min_size=1, max_size=3),
        "identifier": st.lists(st.fixed_dictionaries({"value": texts}), min_size=1, max_size=2),
        "contained": st.just([{"resourceType": "Patient", "id": "p", "name": [{"given": ["A"]}]}]),
        "numberOfSeries": st.integers(),
        "_started": besides,
        "series": st.lists(series, min_size=1, max_size=3),
    },
)


@settings(max_examples=300, deadline=None)
@given(study=studies, pretty=st.booleans())
def test_json_to_xml_to_json_changes_nothing(study: dict[str, Any], pretty: bool) -> None:
    if "numberOfSeries" in study:
        study["numberOfSeries"] %= 2**31

    read = read_xml(write_xml(study, pretty=pretty))

    assert read == study
    assert read_json(write_json(read)) == read_json(write_json(study))


@given(data=st.binary(max_size=80) | st.text(alphabet='<>/="& !-[]aid:?\n', max_size=80).map(lambda text: OPEN + text))
def test_any_input_is_read_or_refused(data: bytes | str) -> None:
    result: object = {}
    with suppress(FhirError):
        result = inspect_xml(data).resource

    assert isinstance(result, dict)
