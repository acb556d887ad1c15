"""Batches, in which each entry stands by itself, and transactions, of which all entries are carried out or none.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#transaction
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from filmroom.errors import BundleLimitError, FilmroomError, RequestError
from filmroom.service.bundle_answers import Answer, answer_entry, answer_error
from filmroom.service.bundle_entries import Entry, read_entry
from filmroom.service.bundle_errors import at_entry
from filmroom.service.bundle_reads import read_inside
from filmroom.service.limits import DEFAULT_SERVICE_LIMITS
from filmroom.service.transaction import carry_out_changes
from filmroom.service.writing import write
from filmroom.store.study_state import is_unsettled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from filmroom.service.limits import ServiceLimits
    from filmroom.service.settle import Settler
    from filmroom.store.database import Database

__all__ = ["BundleService"]


class _Asked(NamedTuple):
    """How entries are to be understood."""

    strict: bool
    base_address: str


class BundleService:
    """Batches and transactions of one archive, for any number of threads.

    Args:
        settler: settles the studies that a Bundle reads or changes; None: they are taken as they are.
    """

    def __init__(
        self, database: Database, settler: Settler | None = None, *, limits: ServiceLimits = DEFAULT_SERVICE_LIMITS
    ) -> None:
        self._database = database
        self._settler = settler
        self._limits = limits

    def carry_out(
        self, bundle: dict[str, Any], *, strict: bool = False, prefer: str = "minimal", base_address: str = ""
    ) -> dict[str, Any]:
        """Do what the entries of a Bundle ask, and return the Bundle that answers them, entry by entry.

        Args:
            strict: whether a parameter of a search that is not known is an error.
            prefer: what comes back of each change: ``minimal``, ``representation`` or ``OperationOutcome``.
            base_address: of this server, without a slash at its end; empty: addresses in the answer are relative.

        Raises:
            RequestError: it is neither a batch nor a transaction.
            BundleLimitError: it has too many entries.
            TransactionError: an entry of a transaction cannot be carried out; nothing was written.
            DatabaseError: the same, because of the database.
        """
        kind = bundle.get("type")
        if bundle.get("resourceType") != "Bundle" or kind not in ("batch", "transaction"):
            raise RequestError("Bundle.type: expected batch or transaction")
        found = bundle.get("entry", [])
        if not isinstance(found, list):
            raise RequestError("Bundle.entry: expected a list")
        if len(found) > self._limits.bundle_entries:
            raise BundleLimitError(f"Bundle.entry: found {len(found)}, expected at most {self._limits.bundle_entries}")
        asked = _Asked(strict, base_address)
        answers = self._batch(found, asked) if kind == "batch" else self._transaction(found, asked)
        entries = [answer_entry(one, prefer=prefer, base_address=base_address) for one in answers]
        response: dict[str, Any] = {"resourceType": "Bundle", "type": f"{kind}-response"}
        return {**response, "entry": entries} if entries else response

    def _batch(self, found: Sequence[object], asked: _Asked) -> list[Answer]:
        answers = []
        for position, one in enumerate(found):
            try:
                with at_entry(position):
                    entry = read_entry(one, position, asked.base_address)
                answers.append(self._carry_out([entry], asked)[position])
            except FilmroomError as error:
                answers.append(answer_error(error, position))
        return answers

    def _transaction(self, found: Sequence[object], asked: _Asked) -> list[Answer]:
        entries = []
        for position, one in enumerate(found):
            with at_entry(position):
                entries.append(read_entry(one, position, asked.base_address))
        answers = self._carry_out(entries, asked)
        return [answers[position] for position in range(len(found))]

    def _carry_out(self, entries: Sequence[Entry], asked: _Asked) -> dict[int, Answer]:
        self._settle(entries)
        if not any(entry.is_writing for entry in entries):
            with self._database.read(seconds=self._limits.query_seconds) as connection:
                return self._read(connection, entries, asked)
        return write(
            self._database,
            lambda connection: {
                **carry_out_changes(connection, entries),
                **self._read(connection, entries, asked),
            },
        )

    def _read(self, connection: Connection, entries: Sequence[Entry], asked: _Asked) -> dict[int, Answer]:
        answers = {}
        for entry in entries:
            if not entry.is_writing:
                with at_entry(entry.position):
                    answers[entry.position] = read_inside(
                        connection, entry, strict=asked.strict, limits=self._limits, base_address=asked.base_address
                    )
        return answers

    def _settle(self, entries: Sequence[Entry]) -> None:
        """Settle the studies that entries name, before anybody looks at them or changes them."""
        uids = sorted({entry.id for entry in entries if entry.type == "ImagingStudy" and entry.id})
        if self._settler is None or not uids:
            return
        with self._database.read() as connection:
            unsettled = [uid for uid in uids if is_unsettled(connection, uid)]
        for uid in unsettled:
            self._settler.settle(uid)
