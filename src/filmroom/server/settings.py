"""How a server runs, in a form that its processes hand on."""

from __future__ import annotations

import os
from ipaddress import ip_address

import msgspec

from filmroom.errors import UsageError
from filmroom.service.archive import ArchivePlace

__all__ = ["ENVIRONMENT", "ServerSettings"]

ENVIRONMENT = "FILMROOM_SERVER"
"""The environment variable by which the processes of a server get its settings."""

_LOCAL_NAMES = frozenset({"localhost"})


class ServerSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How a server runs.

    Attributes:
        place: where its archive is.
        host: the address it listens on.
        http_port: where HTTP is answered.
        workers: processes that answer over HTTP.
        threads: of each of them.
        insecure: whether it may listen beyond this machine without authentication.
        token_file: what holds the bearer token that clients have to bring; empty: none is asked for.
        base_url: the address at which clients see the server; empty: what each request says.
        trust_forwarded: believe a proxy's word about that address.
        time_zone: the IANA name of the zone of instances that state no offset from UTC; empty: none.
        log_format: ``json`` or ``console``.
        log_level: the least that is logged.
    """

    place: ArchivePlace
    host: str = "127.0.0.1"
    http_port: int = 8080
    workers: int = 2
    threads: int = 8
    insecure: bool = False
    token_file: str = ""
    base_url: str = ""
    trust_forwarded: bool = False
    time_zone: str = ""
    log_format: str = "json"
    log_level: str = "INFO"

    def check(self) -> None:
        """Check what can be wrong before anything is started.

        Raises:
            UsageError: it would be open to everybody, or a number makes no sense.
        """
        if not self.is_local and not self.token_file and not self.insecure:
            raise UsageError(
                f"--host {self.host}: found no authentication for an address that others can reach; expected "
                "--token-file FILE, or --insecure to let everybody read and write"
            )
        for name, least, most in (("http_port", 1, 65535), ("workers", 1, 256), ("threads", 1, 256)):
            value = getattr(self, name)
            if not least <= value <= most:
                raise UsageError(f"{name}: found {value}; expected {least} to {most}")

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the server."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host in _LOCAL_NAMES

    def hand_on(self) -> None:
        """Put the settings where the processes that this one starts find them."""
        os.environ[ENVIRONMENT] = msgspec.json.encode(self).decode()

    @classmethod
    def handed_on(cls) -> ServerSettings:
        """Return the settings that another process handed on."""
        return msgspec.json.decode(os.environ[ENVIRONMENT], type=cls)
