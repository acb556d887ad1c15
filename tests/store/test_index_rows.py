"""The rows by which resources are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from filmroom.fhir.search_parameters import parameter_number
from filmroom.fhir.search_values import FAR_PAST, date_range
from filmroom.store.index_rows import (
    NO_MOMENT,
    IndexRows,
    drop_index_rows,
    index_rows,
    key_of,
    of_type_key,
    replace_index_rows,
    system_number,
    type_number,
    variant_number,
)
from filmroom.store.tables import date, quantity, string, term

if TYPE_CHECKING:
    from filmroom.store.database import Database

_DCM = "http://dicom.nema.org/resources/ontology/DCM"


def _number(resource_type: str, code: str) -> int:
    return parameter_number(resource_type, code)


def _low(text: str) -> int:
    found = date_range(text)
    assert found is not None
    return found.low


def _study(**more: Any) -> dict[str, Any]:
    return {"resourceType": "ImagingStudy", "id": "1", **more}


def _terms(resource: dict[str, Any], code: str, variant: str = "") -> set[tuple[str, int]]:
    """Give values and systems of one parameter."""
    owner = resource["resourceType"]
    number = variant_number(owner, code, variant) if variant else _number(owner, code)
    return {(value, system) for param, value, _, system in index_rows(resource).terms if param == number}


def test_every_row_carries_the_chief_date() -> None:
    modality = {"coding": [{"system": _DCM, "code": "CT", "display": "Tomography"}]}
    rows = index_rows(_study(started="2024-02-03T10:00:00Z", status="available", series=[{"modality": modality}]))
    moment = _low("2024-02-03T10:00:00Z")
    assert rows == IndexRows(
        terms={
            (type_number("ImagingStudy"), "", moment, 0),
            (_number("ImagingStudy", "status"), "available", moment, 0),
            (_number("ImagingStudy", "modality"), "CT", moment, system_number(_DCM)),
        },
        dates={(_number("ImagingStudy", "started"), moment, moment + 1_000_000)},
        strings={(variant_number("ImagingStudy", "modality", "text"), "tomography", "Tomography")},
        quantities=set(),
    )


def test_what_has_no_chief_date_comes_before_every_date() -> None:
    assert {moment for _, _, moment, _ in index_rows(_study(status="available")).terms} == {NO_MOMENT}
    assert NO_MOMENT < FAR_PAST
    encounter = {"resourceType": "Encounter", "id": "1", "actualPeriod": {"end": "2020"}}
    assert {moment for _, _, moment, _ in index_rows(encounter).terms} == {FAR_PAST}


def test_uids_are_kept_bare_and_identifiers_as_they_are_found() -> None:
    study = _study(
        identifier=[{"system": "urn:dicom:uid", "value": "urn:oid:1.2"}, {"value": "7.8"}],
        series=[{"uid": "1.2.3", "instance": [{"uid": "1.2.3.4", "sopClass": "urn:oid:1.2.840"}]}],
    )
    assert _terms(study, "series") == {("1.2.3", 0)}
    assert _terms(study, "instance") == {("1.2.3.4", 0)}
    assert _terms(study, "dicom-class") == {("1.2.840", 0)}
    uid = system_number("urn:dicom:uid")
    assert _terms(study, "identifier") == {("urn:oid:1.2", uid), ("1.2", uid), ("7.8", 0)}


def test_references_are_kept_by_what_they_lead_to_their_version_identifier_and_words() -> None:
    identifier = {"system": "http://a.org", "value": "77"}
    local = {"reference": "Patient/p/_history/3", "display": "Éve", "identifier": identifier}
    study = _study(subject=local, encounter={"reference": "http://o.org/Encounter/e"}, referrer={"display": "Dr. Dahl"})
    assert _terms(study, "patient") == {("Patient/p", 0)}
    assert _terms(study, "patient", "version") == {("Patient/p|3", 0)}
    assert _terms(study, "patient", "identifier") == {("77", system_number("http://a.org"))}
    assert _terms(study, "encounter") == {("http://o.org/Encounter/e", 0)}
    assert _terms(study, "referrer") == set()
    assert index_rows(study).strings == {
        (variant_number("ImagingStudy", "patient", "text"), "eve", "Éve"),
        (variant_number("ImagingStudy", "subject", "text"), "eve", "Éve"),
        (variant_number("ImagingStudy", "referrer", "text"), "dr. dahl", "Dr. Dahl"),
    }


def test_canonicals_are_kept_with_and_without_their_version() -> None:
    study = _study(meta={"profile": ["http://a.org/p|2"]})
    assert _terms(study, "_profile") == {("http://a.org/p", 0)}
    assert _terms(study, "_profile", "version") == {("http://a.org/p|2", 0)}


def test_identifiers_are_kept_under_their_type() -> None:
    kind = {"coding": [{"system": "http://t.org", "code": "MR"}]}
    patient = {"resourceType": "Patient", "id": "1", "identifier": [{"type": kind, "value": "a|b"}]}
    assert _terms(patient, "identifier", "of-type") == {(of_type_key("MR", "a|b"), system_number("http://t.org"))}
    assert of_type_key("a|b", "c") != of_type_key("a", "b|c")


def _observation(**quantity_value: Any) -> dict[str, Any]:
    return {"resourceType": "Observation", "id": "1", "valueQuantity": quantity_value}


def test_numbers_are_kept_as_ranges_and_exactly() -> None:
    number, system = _number("Observation", "value-quantity"), system_number("http://u.org")
    exact = index_rows(_observation(value=5.4, system="http://u.org", code="mg"))
    assert exact.quantities == {(number, 5.35, 5.45, 5.4, 5.4, system, "mg")}
    less = index_rows(_observation(value=5, comparator="<"))
    assert less.quantities == {(number, -1e100, 5.5, -1e100, 5.5, 0, "")}
    more = index_rows(_observation(value=5, comparator=">="))
    assert more.quantities == {(number, 4.5, 1e100, 4.5, 1e100, 0, "")}


def test_composites_are_kept_under_each_form_of_their_token() -> None:
    observation = {**_observation(value=5), "code": {"coding": [{"system": "http://a.org", "code": "dose"}]}}
    number = _number("Observation", "code-value-quantity")
    codes = {row[-1] for row in index_rows(observation).quantities if row[0] == number}
    assert codes == {"dose\x1f", "http://a.org|\x1fdose\x1f", "http://a.org|\x1f\x1f\x1f"}


def test_a_token_of_words_only_makes_no_composite() -> None:
    observation = {**_observation(value=5), "code": {"text": "dose"}}
    assert {row[0] for row in index_rows(observation).quantities} == {_number("Observation", "value-quantity")}


def test_long_texts_become_their_beginning_and_a_hash() -> None:
    long = "x" * 401
    assert key_of("x" * 400) == "x" * 400
    assert key_of(long).startswith("x" * 335 + "#")
    assert (len(key_of(long)), key_of(long) == key_of(long + "y")) == (400, False)


def _kept(database: Database, rid: int) -> IndexRows:
    with database.read() as connection:
        return IndexRows(
            *(
                {tuple(row) for row in connection.execute(select(*columns).where(columns[0].table.c.rid == rid))}
                for columns in (
                    (term.c.param, term.c.value, term.c.moment, term.c.system),
                    (date.c.param, date.c.low, date.c.high),
                    (string.c.param, string.c.value, string.c.exact),
                    tuple(quantity.c[name] for name in ("param", "low", "high", "least", "most", "system", "code")),
                )
            )
        )


def test_rows_are_replaced_by_what_differs(database: Database) -> None:
    first = index_rows({**_observation(value=5.4), "status": "final", "code": {"text": "dose"}})
    second = index_rows({**_observation(value=100), "status": "final", "effectiveDateTime": "2024"})
    with database.write() as connection:
        replace_index_rows(connection, 1, first, is_new=True)
        replace_index_rows(connection, 2, first, is_new=True)
    assert (_kept(database, 1), _kept(database, 2)) == (first, first)
    with database.write() as connection:
        replace_index_rows(connection, 1, second, is_new=False)
    assert (_kept(database, 1), _kept(database, 2)) == (second, first)
    with database.write() as connection:
        drop_index_rows(connection, 1)
    assert (_kept(database, 1), _kept(database, 2)) == (IndexRows(set(), set(), set(), set()), first)
