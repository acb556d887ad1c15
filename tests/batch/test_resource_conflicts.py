"""Studies that disagree about a resource that they share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archive import run, write_study
from filmroom.batch.index import IndexJob, index
from filmroom.batch.report import ResourceConflict, StudyValue

if TYPE_CHECKING:
    from pathlib import Path


def _write_people(folder: Path, order: tuple[int, ...] = (0, 1, 2, 3)) -> None:
    """Write four studies of two people who have one Patient ID."""
    people = (
        ("1.2.3", 1, {"StudyDate": "20240101", "PatientName": "Doe^Jane", "PatientBirthDate": "19700101"}),
        ("1.2.4", 2, {"StudyDate": "20250101", "PatientName": "Roe^Richard", "PatientSex": "M"}),
        ("1.2.5", 3, {"StudyDate": "20230101", "PatientName": "Doe^Jane", "PatientBirthDate": "19700101"}),
        ("1.2.6", 4, {"PatientName": "Roe^Richard", "PatientSex": "M"}),
    )
    for place, person in enumerate(order):
        study, instances, elements = people[person]
        write_study(folder / str(place), study, instances, **elements)


def test_every_element_that_differs_is_told_with_the_studies_that_say_so(tmp_path: Path) -> None:
    _write_people(tmp_path / "in")

    report = run(tmp_path / "in", output=tmp_path / "out")

    [patient] = json.loads(f"[{(tmp_path / 'out' / 'Patient.ndjson').read_text(encoding='utf-8')}]")
    janes = ("1.2.3", "1.2.5")
    name = f"Patient/{patient['id']}"
    assert patient["name"][0]["family"] == "Roe"
    assert report.conflicts == [
        ResourceConflict("1.2.4", "", "Patient.birthDate", "", (StudyValue('"1970-01-01"', 4, janes),), name),
        ResourceConflict("1.2.4", "", "Patient.gender", '"male"', (StudyValue("", 4, janes),), name),
        ResourceConflict(
            "1.2.4",
            "",
            "Patient.name",
            '[{"family":"Roe","given":["Richard"],"text":"Richard Roe"}]',
            (StudyValue('[{"family":"Doe","given":["Jane"],"text":"Jane Doe"}]', 4, janes),),
            name,
        ),
    ]


def test_the_report_says_the_same_in_any_order_and_with_any_number_of_workers(tmp_path: Path) -> None:
    _write_people(tmp_path / "a")
    _write_people(tmp_path / "b", order=(3, 1, 0, 2))

    one = run(tmp_path / "a", output=tmp_path / "out-a", workers=1)
    other = run(tmp_path / "b", output=tmp_path / "out-b", workers=3)

    assert one.conflicts == other.conflicts
    assert [part["conflicts"] for part in map(_written, (tmp_path / "out-a", tmp_path / "out-b"))] == [
        _written(tmp_path / "out-a")["conflicts"]
    ] * 2


def _written(folder: Path) -> dict[str, object]:
    report: dict[str, object] = json.loads((folder / "report.json").read_bytes())
    return report


def test_it_is_told_without_an_output_folder_too(tmp_path: Path) -> None:
    _write_people(tmp_path / "in")

    report = index(IndexJob(paths=(tmp_path / "in",), bundle=tmp_path / "bundle.json"))

    assert [one.keyword for one in report.conflicts] == ["Patient.birthDate", "Patient.gender", "Patient.name"]


def test_studies_that_agree_about_a_patient_are_no_conflict(tmp_path: Path) -> None:
    for study in ("1.2.3", "1.2.4", "1.2.5"):
        write_study(tmp_path / "in", study, 2, PatientName="Doe^Jane", Manufacturer="Maker", InstitutionName="H")

    report = run(tmp_path / "in", output=tmp_path / "out")

    assert report.conflicts == []
