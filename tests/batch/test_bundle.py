"""The transaction Bundle of a run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from archive import write_study
from filmroom.batch.bundle import transaction_entry
from filmroom.batch.index import IndexJob, index
from filmroom.validation.validate import validate

if TYPE_CHECKING:
    from pathlib import Path


def _bundle(tmp_path: Path, **elements: Any) -> dict[str, Any]:
    write_study(tmp_path / "in", "1.2.3", 2, **elements)
    index(IndexJob(paths=(tmp_path / "in",), bundle=tmp_path / "bundle.json"))
    found: dict[str, Any] = json.loads((tmp_path / "bundle.json").read_bytes())
    return found


def test_every_resource_is_an_update_on_condition_of_its_identifier(tmp_path: Path) -> None:
    bundle = _bundle(
        tmp_path, IssuerOfPatientIDQualifiersSequence=[{"UniversalEntityID": "1.9", "UniversalEntityIDType": "ISO"}]
    )

    requests = [entry["request"] for entry in bundle["entry"]]

    assert requests == [
        {"method": "PUT", "url": "ImagingStudy?identifier=urn%3Adicom%3Auid%7Curn%3Aoid%3A1.2.3"},
        {"method": "PUT", "url": "Patient?identifier=urn%3Aoid%3A1.9%7CP1"},
    ]
    assert all("id" not in entry["resource"] for entry in bundle["entry"])


def test_entries_refer_to_each_other_by_their_full_addresses(tmp_path: Path) -> None:
    bundle = _bundle(tmp_path)

    by_type = {entry["resource"]["resourceType"]: entry for entry in bundle["entry"]}

    assert by_type["ImagingStudy"]["resource"]["subject"]["reference"] == by_type["Patient"]["fullUrl"]
    assert by_type["Patient"]["fullUrl"].startswith("urn:uuid:")


def test_a_resource_whose_identifier_has_no_system_is_updated_by_its_id(tmp_path: Path) -> None:
    entry = transaction_entry({"resourceType": "Patient", "id": "p", "identifier": [{"value": "P1"}]})

    assert entry["request"] == {"method": "PUT", "url": "Patient/p"}
    assert entry["resource"]["id"] == "p"


def test_characters_with_a_meaning_in_searches_are_escaped() -> None:
    entry = transaction_entry(
        {"resourceType": "Patient", "id": "p", "identifier": [{"system": "urn:x", "value": "a|b,c$d\\e"}]}
    )

    assert entry["request"]["url"] == "Patient?identifier=urn%3Ax%7Ca%5C%7Cb%5C%2Cc%5C%24d%5C%5Ce"


def test_the_bundle_is_valid(tmp_path: Path) -> None:
    bundle = _bundle(tmp_path, Manufacturer="Maker", InstitutionName="Hospital", AccessionNumber="A1")

    assert [issue for issue in validate(bundle) if issue.severity in ("fatal", "error")] == []
    assert (bundle["type"], len(bundle["entry"])) == ("transaction", 4)


def test_a_run_without_instances_writes_a_bundle_without_entries(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()

    index(IndexJob(paths=(tmp_path / "in",), bundle=tmp_path / "bundle.json"))

    assert json.loads((tmp_path / "bundle.json").read_bytes()) == {"resourceType": "Bundle", "type": "transaction"}
