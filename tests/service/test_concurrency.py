"""Many threads at one archive: nothing is lost, nothing is made twice, nobody is stuck."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from filmroom.errors import PreconditionError
from filmroom.store.instances import Fate
from keeping import content, instance_bytes, versions

if TYPE_CHECKING:
    from collections.abc import Callable

    from filmroom.service.archive import Archive
    from filmroom.service.bundles import BundleService
    from filmroom.service.resources import ResourceService

T = TypeVar("T")

_WRITERS = 16
_ROUNDS = 5


def _at_once(calls: int, call: Callable[[int], T]) -> list[T]:
    """Call so often at the same moment, and return what came of it."""
    ready = threading.Barrier(calls)

    def wait_and_call(number: int) -> T:
        ready.wait()
        return call(number)

    with ThreadPoolExecutor(calls) as pool:
        return list(pool.map(wait_and_call, range(calls)))


def test_of_writers_with_if_match_one_wins_each_round(archive: Archive, resources: ResourceService) -> None:
    version = resources.update("Patient", "p1", {"resourceType": "Patient", "id": "p1"}).kept.version
    winners = []
    for number in range(_ROUNDS):

        def write(writer: int, number: int = number, version: int = version) -> str:
            patient = {"resourceType": "Patient", "id": "p1", "name": [{"text": f"{number} {writer}"}]}
            try:
                resources.update("Patient", "p1", patient, if_match=version)
            except PreconditionError as refusal:
                return str(refusal)
            return ""

        outcomes = _at_once(_WRITERS, write)
        won = [writer for writer, said in enumerate(outcomes) if not said]
        assert set(outcomes) == {"", f"found version {version + 1}; expected version {version}"}
        assert len(won) == 1
        winners.append(f"{number} {won[0]}")
        version += 1
    history = [one.parse() for one in versions(archive, "Patient", "p1")]
    assert [one["meta"]["versionId"] for one in history] == [str(number) for number in range(1, _ROUNDS + 2)]
    assert [one["name"][0]["text"] for one in history[1:]] == winners


def test_writers_without_a_condition_all_write(archive: Archive, resources: ResourceService) -> None:
    def write(writer: int) -> int:
        name = [{"text": str(writer)}]
        return resources.update("Patient", "p1", {"resourceType": "Patient", "id": "p1", "name": name}).kept.version

    assert sorted(_at_once(_WRITERS, write)) == list(range(1, _WRITERS + 1))
    history = versions(archive, "Patient", "p1")
    assert sorted(int(one.parse()["name"][0]["text"]) for one in history) == list(range(_WRITERS))
    assert [one.updated for one in history] == sorted({one.updated for one in history})


def test_conditional_creates_that_race_make_one_resource(resources: ResourceService) -> None:
    patient = {"resourceType": "Patient", "identifier": [{"system": "urn:oid:1.2", "value": "A"}]}
    written = _at_once(_WRITERS, lambda _: resources.create(patient, if_none_exist="identifier=urn:oid:1.2|A"))
    assert ([one.is_new for one in written].count(True), len({one.kept.id for one in written})) == (1, 1)


def test_transactions_that_race_make_each_resource_once(bundles: BundleService, resources: ResourceService) -> None:
    def entry(value: int) -> dict[str, Any]:
        patient = {"resourceType": "Patient", "identifier": [{"system": "urn:oid:1.2", "value": str(value)}]}
        return {"resource": patient, "request": {"method": "PUT", "url": f"Patient?identifier=urn:oid:1.2|{value}"}}

    def carry_out(number: int) -> list[str]:
        entries = [entry(value) for value in range(6)]
        entries = entries if number % 2 else entries[::-1]
        answer = bundles.carry_out({"resourceType": "Bundle", "type": "transaction", "entry": entries})
        return [one["response"]["status"] for one in answer["entry"]]

    statuses = [status for each in _at_once(8, carry_out) for status in each]
    assert (statuses.count("201 Created"), statuses.count("200 OK")) == (6, 42)
    assert resources.history("Patient", None, since=None, count=1, cursor=None).total == 6


def test_transactions_over_the_same_resources_in_any_order_all_succeed(
    archive: Archive, bundles: BundleService, resources: ResourceService
) -> None:
    names = [f"p{number}" for number in range(6)]
    for name in names:
        resources.update("Patient", name, {"resourceType": "Patient", "id": name})

    def carry_out(number: int) -> None:
        entries = [
            {
                "resource": {"resourceType": "Patient", "id": name, "name": [{"text": f"{number} {turn}"}]},
                "request": {"method": "PUT", "url": f"Patient/{name}"},
            }
            for turn, name in enumerate(names if number % 2 else names[::-1])
        ]
        bundles.carry_out({"resourceType": "Bundle", "type": "transaction", "entry": entries})

    _at_once(8, carry_out)
    assert [len(versions(archive, "Patient", name)) for name in names] == [9] * 6


def test_importers_of_one_study_count_every_instance_once(archive: Archive) -> None:
    contents = [instance_bytes(number=number) for number in range(1, 41)]

    def importer(number: int) -> int:
        ingest = archive.new_ingest()
        kept = 0
        for start in range(0, 40, 10):
            some = contents[(start + number * 10) % 40 :][:10]
            kept += [one.fate for one in ingest.keep([("", one) for one in some])].count(Fate.KEPT)
            archive.settler.settle("1.2.3")
        return kept

    assert sum(_at_once(20, importer)) == 40
    archive.settler.settle("1.2.3")
    found = [one.parse()["numberOfInstances"] for one in versions(archive, "ImagingStudy", "1.2.3")]
    assert found == sorted(set(found))
    assert (found[-1], content(archive, "ImagingStudy", "1.2.3")["series"][0]["numberOfInstances"]) == (40, 40)


def test_studies_of_one_patient_that_settle_at_once_agree_on_the_latest(archive: Archive) -> None:
    for number in range(8):
        made = instance_bytes(f"1.{number}", StudyDate=f"202{number}0101", PatientName=f"N{number}")
        archive.new_ingest().keep([("", made)])
    _at_once(8, lambda number: archive.settler.settle(f"1.{number}"))
    patient = content(archive, "ImagingStudy", "1.0")["subject"]["reference"].removeprefix("Patient/")
    assert content(archive, "Patient", patient)["name"][0]["family"] == "N7"
