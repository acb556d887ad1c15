"""Opening the store of objects that an address names."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from filmroom.errors import UsageError
from filmroom.store.object_folder import FolderObjects

if TYPE_CHECKING:
    from collections.abc import Mapping

    from filmroom.store.objects import ObjectStore

__all__ = ["open_objects"]

_BUCKETS = ("abfs", "abfss", "adl", "az", "azure", "gs", "memory", "s3", "s3a")
_NETWORK = {"connect_timeout": "5s", "read_timeout": "60s", "timeout": "1h"}
_NETWORK_OPTIONS = frozenset({*_NETWORK, "allow_http", "proxy_url", "root_certificate"})
_ALLOW_HTTP = ("AWS_ALLOW_HTTP", "AZURE_ALLOW_HTTP", "GOOGLE_ALLOW_HTTP")
_RETRIES = 3
_RETRYING = timedelta(seconds=30)


def open_objects(address: str, *, spool: Path, options: Mapping[str, Any] | None = None) -> ObjectStore:
    """Open the store of objects at an address.

    Args:
        address: a folder, as a path or a ``file:`` URL; or a bucket, with a prefix if wanted, as a URL: ``s3://``,
            ``gs://``, ``az://`` and their other spellings; ``memory://`` is gone with the process.
        spool: a folder of this machine for objects on their way to a bucket; a folder store has its own.
        options: settings of the bucket, by obstore's names, above those of the environment
            (``AWS_ACCESS_KEY_ID``, ``AWS_ENDPOINT``, ``AWS_ALLOW_HTTP`` and so on), and of the network:
            ``allow_http``, ``proxy_url``, ``root_certificate``, ``connect_timeout``, ``read_timeout``, ``timeout``.

    Raises:
        UsageError: the address or an option is not understood.
        StorageFullError: there is no room for its folders.
        StorageUnavailableError: a folder cannot be made. A bucket that is away shows when it is used.

    Source: https://developmentseed.org/obstore/latest/api/store/
    """
    scheme = urlsplit(address).scheme if "://" in address else ""
    if not scheme:
        return FolderObjects(Path(address).absolute())
    if scheme == "file":
        return FolderObjects(Path(url2pathname(urlsplit(address).path)))
    if scheme not in _BUCKETS:
        raise UsageError(f"objects at {scheme}: not known; expected a folder or one of {', '.join(_BUCKETS)}")
    return _open_bucket(address, scheme, spool, options or {})


def _open_bucket(address: str, scheme: str, spool: Path, options: Mapping[str, Any]) -> ObjectStore:
    from obstore.exceptions import BaseError  # noqa: PLC0415 (with the next: only for those who use buckets)
    from obstore.store import MemoryStore, from_url  # noqa: PLC0415

    from filmroom.store.object_bucket import BucketObjects  # noqa: PLC0415

    if scheme == "memory":
        return BucketObjects(MemoryStore(), spool)
    retries = {"max_retries": _RETRIES, "retry_timeout": _RETRYING}
    network = {key: options[key] for key in _NETWORK_OPTIONS & options.keys()}
    others = {key: options[key] for key in options.keys() - _NETWORK_OPTIONS}
    # obstore reads these from the environment only when no setting of the network is passed
    allow_http = any(os.environ.get(name, "").lower() in {"1", "true"} for name in _ALLOW_HTTP)
    client = {**_NETWORK, "allow_http": allow_http, **network}
    try:
        bucket: Any = from_url(address, client_options=client, retry_config=retries, **others)  # type: ignore[call-overload]
    except (BaseError, ValueError) as error:
        raise UsageError(f"objects at {scheme}: {type(error).__name__}; is the address complete?") from error
    return BucketObjects(bucket, spool)
