"""Whatever headers say: the outcome is valid, complete, free of empty values, and the same in any order."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from filmroom.dicom.body_parts import BODY_PARTS
from filmroom.dicom.codes import CODING_SCHEMES
from filmroom.dicom.dictionary import ATTRIBUTES, ROOT_ATTRIBUTES, Attribute
from filmroom.mapping.imaging_study import RULES
from filmroom.mapping.map_study import map_imaging_study
from filmroom.service.convert import build_studies, map_studies
from filmroom.settings import EndpointSettings, MappingSettings, parse_time_zone
from filmroom.validation.validate import validate
from samples import Json, empty_parts, instance, json_bytes

if TYPE_CHECKING:
    from filmroom.mapping.map_study import MappedStudy
    from filmroom.study.facts import InstanceFacts

UIDS = {"StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"}
ROOT = [row for row in ROOT_ATTRIBUTES if row.keyword not in UIDS]

HOSTILE = (
    b"", b" ", b"\0", b"\\", b"\\\\", b"^", b"=", b"==^^", b"\r\n", b"\x1b$B", b"\x1b(B\xff", b"\x07", b"\xff\xfe",
    b"-1", b"0", b"99999999999999999999", b"1e400", b"NaN", b"\xc2\xa0", b"^\xc2\xa0^", b"\xe2\x80\x8b",
    b"\xe3\x80\x80", b"\xed\xa0\x80", b"\xef\xbf\xbe", b"\xf0\x9f\xa6\xb4", b"x" * 5000, b"01.2.3", b"9.9",
    b"1.2.0", b"<script>", b"Patient/1",
)  # fmt: skip
BY_VR: dict[str, tuple[bytes, ...]] = {
    "AS": (b"030Y",),
    "CS": (b"CT", b"MR", b"ct", b"M", b"F", b"L", b"R", b"ISO", b"UUID", b"URI", b"DNS", b"OWNER"),
    "DA": (b"20240101", b"2024.01.01", b"20240230", b"00000101", b"20240101-"),
    "DT": (b"2024", b"20240101", b"20240101101010", b"20240101101010.5+0100", b"20240101+0100"),
    "IS": (b"1", b"-1", b"2147483647", b"2147483648", b"1.0"),
    "LO": (b"Text", "Größe".encode(), "Größe".encode("latin_1")),
    "PN": (b"Muster^Anna", b"A=B=C", b"=B", b"^^^^", b"A^B\\C^D", b"\\C^D", "山田^太郎".encode()),
    "SH": (b"T-04000", b"T-99X99", b"123", b"+0100", b"-9999", *(one.encode() for one in list(CODING_SCHEMES)[:12])),
    "TM": (b"10", b"1010", b"101010.123456", b"240000", b"235960", b"10:10"),
    "UI": (b"1.2.3.4", b"1.02.3", b"2.25.1", b"0.1", b"3.4"),
    "UT": (b"1.2.3", b"https://example.org/a b", b"urn:x"),
    "UR": (b"urn:oid:1.2.3", b"no uri"),
    "US": (b"\0\2", b"\1"),
}
CHARACTER_SETS = (
    None, b"ISO_IR 100", b"ISO_IR 192", b"ISO_IR 144", b"\\ISO 2022 IR 87", b"ISO 2022 IR 13\\ISO 2022 IR 87",
    b"GB18030", b"KLINGON", b"\xff", b"ISO_IR 192\\ISO_IR 100", b"",
)  # fmt: skip
TERMS = tuple(term.encode() for term in list(BODY_PARTS)[::40])

WITHOUT_ZONE = MappingSettings(phantom_patient_ids=("QA*",))
WITH_EVERYTHING = MappingSettings(
    time_zone=parse_time_zone("America/St_Johns"),
    endpoints=(EndpointSettings("ihe-iid", "https://pacs.example.org/iid"),),
    accession_system="urn:oid:1.9",
    issuer_systems={"Text": "https://example.org/ids"},
)
UNLISTED = MappingSettings(list_instances=False)


def a_value(row: Attribute, dice: Random) -> Any:
    """Throw a value: mostly one that the attribute may have, often a hostile one, sometimes noise."""
    if row.vr == "SQ":
        return [an_item(row, dice) for _ in range(dice.randrange(3))]
    kind = dice.random()
    if kind < 0.6:
        return dice.choice(BY_VR.get(row.vr, (b"Text",)) + (TERMS if row.keyword == "BodyPartExamined" else ()))
    return dice.choice(HOSTILE) if kind < 0.9 else dice.randbytes(dice.randrange(24))


def an_item(sequence: Attribute, dice: Random) -> Json:
    return {one: a_value(ATTRIBUTES[one], dice) for one in sequence.items if dice.random() < 0.7}


def a_header(dice: Random) -> Json:
    """Throw a header of one study: few or most of the wanted attributes."""
    density = dice.choice((0.1, 0.5, 0.9))
    made: Json = {row.keyword: a_value(row, dice) for row in ROOT if dice.random() < density}
    made["SpecificCharacterSet"] = dice.choice(CHARACTER_SETS)
    made["SeriesInstanceUID"] = dice.choice(("1.2.3.1", "1.2.3.2"))
    made["SOPInstanceUID"] = f"1.2.3.9.{dice.randrange(5)}"
    if dice.random() < 0.2:
        made["meta_sop_class_uid"] = dice.choice(HOSTILE)
    return made


def headers(most: int, least: int = 1) -> st.SearchStrategy[list[Json]]:
    """Headers from a seed: hypothesis would spend its bytes on the first few of two hundred values."""
    sizes = st.integers(least, most)
    return st.builds(lambda seed, size: _headers(Random(seed), size), st.integers(0, 2**32), sizes)


def _headers(dice: Random, size: int) -> list[Json]:
    made = [a_header(dice) for _ in range(size)]
    return [{**made[0], **one} if dice.random() < 0.5 else one for one in made]  # half of them nearly agree


def read_all(studies: list[Json]) -> list[InstanceFacts]:
    return [instance(**header) for header in studies]


def resources(mapped: MappedStudy) -> list[Json]:
    return [mapped.imaging_study, *mapped.related]


def broken_invariants(study: Json) -> list[str]:
    """Name the invariants of ImagingStudy that a study breaks, as their FHIRPath has them."""
    series: list[Json] = study.get("series", [])
    uids = [one for one in study.get("identifier", []) if one.get("system") == "urn:dicom:uid"]
    total, listed = study.get("numberOfInstances"), [len(one.get("instance", ())) for one in series]
    counts = [one["numberOfInstances"] for one in series if "numberOfInstances" in one]
    codes = {(c.get("system"), c.get("code")) for one in study.get("modality", ()) for c in one.get("coding", ())}
    of_series = {(c.get("system"), c.get("code")) for one in series for c in one["modality"].get("coding", ())}
    holds = {
        "ist-1": not series or bool(uids),
        "ist-2": len(uids) < 2,
        "ist-3": "numberOfSeries" not in study or not series or study["numberOfSeries"] == len(series),
        "ist-4": total is None or not series or total == sum(listed),
        "ist-5": total is None or not counts or total == sum(counts),
        "ist-6": all(not one.get("instance") or one["numberOfInstances"] == len(one["instance"]) for one in series),
        "ist-7": "modality" not in study or codes == of_series,
    }
    return [key for key, is_met in holds.items() if not is_met]


def dangling_references(all_resources: list[Json]) -> set[str]:
    held = {f"{one['resourceType']}/{one['id']}" for one in all_resources}
    found: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("reference"), str):
                found.add(value["reference"])
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk(all_resources)
    return found - held


anything = settings(deadline=None)


@anything
@given(headers(3), st.sampled_from([WITHOUT_ZONE, WITH_EVERYTHING, UNLISTED]))
def test_whatever_the_headers_say_every_resource_is_valid(some: list[Json], chosen: MappingSettings) -> None:
    for mapped in map_studies(read_all(some), chosen):
        for resource in resources(mapped):
            errors = [one for one in validate(resource) if one.severity in ("fatal", "error")]
            assert errors == [], resource


@anything
@given(headers(3), st.sampled_from([WITHOUT_ZONE, WITH_EVERYTHING, UNLISTED]))
def test_whatever_the_headers_say_nothing_is_empty_and_all_invariants_hold(
    some: list[Json], chosen: MappingSettings
) -> None:
    for mapped in map_studies(read_all(some), chosen):
        assert list(empty_parts(resources(mapped))) == []
        assert broken_invariants(mapped.imaging_study) == []


@anything
@given(headers(3))
def test_whatever_the_headers_say_every_reference_finds_its_resource(some: list[Json]) -> None:
    for mapped in map_studies(read_all(some)):
        assert dangling_references(resources(mapped)) == set()


@anything
@given(headers(3))
def test_whatever_the_headers_say_no_replacement_character_is_written(some: list[Json]) -> None:
    for mapped in map_studies(read_all(some)):
        written = json_bytes(mapped).decode()
        sent = any("\ufffd".encode() in one for header in some for one in _bytes_of(header))
        assert sent or "\ufffd" not in written


def _bytes_of(value: object) -> list[bytes]:
    if isinstance(value, bytes):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for part in parts for one in _bytes_of(part)]


@anything
@given(headers(6, 2), st.randoms(use_true_random=False))
def test_any_order_of_the_same_instances_gives_the_same_bytes(some: list[Json], random: Random) -> None:
    facts = read_all(some)
    shuffled = facts.copy()
    random.shuffle(shuffled)

    assert [json_bytes(one) for one in map_studies(shuffled)] == [json_bytes(one) for one in map_studies(facts)]


@anything
@given(headers(6, 2), st.randoms(use_true_random=False))
def test_any_order_of_the_same_instances_gives_the_same_conflicts(some: list[Json], random: Random) -> None:
    facts = read_all(some)
    shuffled = facts.copy()
    random.shuffle(shuffled)

    assert [one.conflicts for one in build_studies(shuffled)] == [one.conflicts for one in build_studies(facts)]


@anything
@given(headers(3))
def test_the_same_instances_twice_are_the_same_study(some: list[Json]) -> None:
    facts = read_all(some)

    assert [json_bytes(one) for one in map_studies(facts + facts)] == [json_bytes(one) for one in map_studies(facts)]


@anything
@given(headers(4))
def test_every_value_that_comes_from_dicom_names_the_attributes_that_it_came_from(some: list[Json]) -> None:
    rules = {rule.path: rule for rule in RULES}
    for study in build_studies(read_all(some)):
        for entry in map_imaging_study(study, WITH_EVERYTHING, keep_trace=True).trace:
            rule = rules[re.sub(r"\[\d+\]", "", entry.expression)]
            read = {one.keyword for one in entry.sources}
            assert read <= set(rule.keywords), entry
            if entry.value is not None and rule.keywords and not is_made_without_dicom(rule.name, entry.value):
                assert read, entry


def is_made_without_dicom(name: str, value: Any) -> bool:
    """A patient whom nothing names, and a modality that is said to be unknown."""
    return (name == "modality" and "extension" in value) or (
        name == "subject" and value.keys() == {"reference", "type"}
    )


@anything
@given(headers(1))
def test_no_designator_of_a_coding_scheme_is_ever_a_system(some: list[Json]) -> None:
    designators = {*CODING_SCHEMES, "T-04000", "T-99X99", "123"}

    def systems(value: object) -> set[str]:
        if isinstance(value, dict):
            own = {value["system"]} if isinstance(value.get("system"), str) else set()
            return own.union(*(systems(part) for part in value.values()))
        return set().union(*(systems(part) for part in value)) if isinstance(value, list) else set()

    for mapped in map_studies(read_all(some)):
        assert not systems(resources(mapped)) & designators
