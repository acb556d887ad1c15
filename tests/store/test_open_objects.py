"""Which store an address opens."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from obstore.store import AzureStore, GCSStore, MemoryStore, S3Store

from filmroom.errors import StorageUnavailableError, UsageError
from filmroom.store.object_bucket import BucketObjects
from filmroom.store.object_folder import FolderObjects
from filmroom.store.open_objects import open_objects

if TYPE_CHECKING:
    from pathlib import Path


def test_a_path_opens_a_folder_and_leaves_the_spool_alone(tmp_path: Path) -> None:
    objects = open_objects(str(tmp_path / "objects"), spool=tmp_path / "spool")

    assert isinstance(objects, FolderObjects)
    assert [path.name for path in tmp_path.iterdir()] == ["objects"]


def test_a_relative_path_is_settled_when_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    objects = open_objects("objects", spool=tmp_path / "spool")

    assert isinstance(objects, FolderObjects)
    assert objects.folder == tmp_path / "objects"


def test_a_file_url_opens_a_folder(tmp_path: Path) -> None:
    objects = open_objects((tmp_path / "my objects").as_uri(), spool=tmp_path / "spool")

    assert isinstance(objects, FolderObjects)
    assert objects.folder == tmp_path / "my objects"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("memory://", MemoryStore),
        ("s3://bucket/prefix", S3Store),
        ("gs://bucket", GCSStore),
        ("az://account/container/prefix", AzureStore),
    ],
)
def test_a_url_opens_a_bucket(tmp_path: Path, address: str, kind: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_NAME", "account")
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_KEY", "a2V5")

    objects = open_objects(address, spool=tmp_path / "a/spool")

    assert isinstance(objects, BucketObjects)
    assert isinstance(objects._bucket, kind)
    assert (tmp_path / "a/spool").is_dir()


@pytest.mark.parametrize("address", ["ftp://host/objects", "https://host/objects", "s3://"])
def test_an_address_that_is_not_understood_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(UsageError, match=f"^objects at {address.partition(':')[0]}: "):
        open_objects(address, spool=tmp_path)


def test_an_option_that_is_not_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        open_objects("s3://bucket", spool=tmp_path, options={"nonsense": "1"})


@pytest.mark.parametrize(("allowed", "reason"), [("false", "builder error"), ("true", "error sending request")])
def test_plain_http_has_to_be_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allowed: str, reason: str
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ALLOW_HTTP", allowed)
    options = {"access_key_id": "test", "secret_access_key": "test"}

    with pytest.raises(StorageUnavailableError) as told:
        open_objects("s3://bucket", spool=tmp_path, options=options).check_reachable()

    assert reason in str(told.value.__cause__)


def test_a_folder_does_without_obstore(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from filmroom.store.open_objects import open_objects;"
        "open_objects(sys.argv[1], spool=Path(sys.argv[1])); print('obstore' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout == "False\n"
