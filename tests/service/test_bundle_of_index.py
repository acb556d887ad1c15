"""The Bundle that ``filmroom index --bundle`` writes, taken by this server: every sample that pydicom ships."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pydicom
import pytest

from filmroom.batch.bundle import transaction_entry
from filmroom.batch.index import IndexJob, index
from filmroom.fhir.json_document import read_json

if TYPE_CHECKING:
    from filmroom.service.archive import Archive
    from filmroom.service.bundles import BundleService

_SAMPLES = Path(pydicom.__file__).parent / "data" / "test_files"


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("indexed")
    index(IndexJob(paths=(_SAMPLES,), output=folder, bundle=folder / "bundle.json"))
    return folder


def _written(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the resources of a run by type and id."""
    lines = [line for path in sorted(folder.glob("*.ndjson")) for line in path.read_bytes().splitlines()]
    return {f"{one['resourceType']}/{one['id']}": one for one in map(read_json, lines)}


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {
            key: names.get(one, one) if key == "reference" and isinstance(one, str) else _renamed(one, names)
            for key, one in value.items()
        }
    return [_renamed(one, names) for one in value] if isinstance(value, list) else value


def test_what_index_writes_is_taken_as_a_transaction(indexed: Path, archive: Archive, bundles: BundleService) -> None:
    bundle = read_json((indexed / "bundle.json").read_bytes())
    written = _written(indexed)
    by_address = {transaction_entry(one)["fullUrl"]: name for name, one in written.items()}
    answer = bundles.carry_out(bundle, prefer="representation")
    assert {one["response"]["status"] for one in answer["entry"]} == {"201 Created"}
    names: dict[str, str] = {}
    made: dict[str, dict[str, Any]] = {}
    for asked, one in zip(bundle["entry"], answer["entry"], strict=True):
        name = names[by_address[asked["fullUrl"]]] = f"{one['resource']['resourceType']}/{one['resource']['id']}"
        made[name] = {key: value for key, value in one["resource"].items() if key != "meta"}
    expected = {
        names[name]: _renamed({**one, "id": names[name].partition("/")[2]}, names) for name, one in written.items()
    }
    assert made == expected
    assert len(made) == len(written) > 80
    again = bundles.carry_out(bundle)
    assert {one["response"]["status"] for one in again["entry"]} == {"200 OK"}
    assert {one["response"]["etag"] for one in again["entry"]} == {'W/"1"'}
