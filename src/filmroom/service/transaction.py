"""The changes that the entries of a Bundle ask for, all in one transaction of the database.

The order is that of FHIR: DELETE, POST, PUT and PATCH; references that are searches are resolved when what the Bundle
brings is there.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html#trules
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filmroom.errors import InvalidResourceError, NotFoundError, TransactionError
from filmroom.service.bundle_answers import Answer, answer_deleted, answer_written
from filmroom.service.bundle_entries import patch_operations
from filmroom.service.bundle_errors import at_entry, entry_issues
from filmroom.service.bundle_references import ConditionalReferences
from filmroom.service.bundle_targets import Target, find_targets, new_addresses
from filmroom.service.interactions import Interactions
from filmroom.service.references import missing_references, rewrite_addresses
from filmroom.store.resources import lock_resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from filmroom.service.bundle_entries import Entry
    from filmroom.service.interactions import Written
    from filmroom.store.resources import Kept

__all__ = ["carry_out_changes"]


def carry_out_changes(connection: Connection, entries: Sequence[Entry]) -> dict[int, Answer]:
    """Carry out every entry that writes; return the answers by position.

    Raises:
        TransactionError: an entry cannot be carried out; the caller undoes the others.
        SimultaneousWriteError: another write was in the way; the caller tries again.
    """
    return _Changes(connection, [one for one in entries if one.is_writing]).carry_out()


class _Changes:
    """The changes of one Bundle.

    Attributes:
        answers: by position, as far as they are done.
    """

    def __init__(self, connection: Connection, entries: Sequence[Entry]) -> None:
        self._connection = connection
        self._entries = entries
        self._inner = Interactions(connection, checks_references=False)
        self._targets: dict[int, Target] = {}
        self._addresses: dict[str, str] = {}
        self._written: list[tuple[int, Kept]] = []
        self._deleted: list[tuple[int, Kept]] = []
        self.answers: dict[int, Answer] = {}

    def carry_out(self) -> dict[int, Answer]:
        self._targets = find_targets(self._connection, self._entries)
        self._addresses = new_addresses(self._entries, self._targets)
        self._lock()
        for entry in self._entries:
            if entry.method == "DELETE":
                self._delete(entry)
        self._write_all()
        self._check_references()
        return self.answers

    def _lock(self) -> None:
        """Lock in one order what two transactions may both change, so that neither waits for the other."""
        if self._connection.dialect.name == "postgresql":
            for name in sorted({(one.type, one.id) for one in self._targets.values() if not one.is_new}):
                lock_resource(self._connection, *name)

    def _delete(self, entry: Entry) -> None:
        target = self._targets[entry.position]
        with at_entry(entry.position):
            tombstone = None if target.is_new else self._inner.delete(target.type, target.id, if_match=entry.if_match)
        if tombstone is not None:
            self._deleted.append((entry.position, tombstone))
        self.answers[entry.position] = answer_deleted(tombstone)

    def _write_all(self) -> None:
        """Write; those that refer to something by a search wait until that is there."""
        by_method = ("POST",), ("PUT", "PATCH")
        waiting = [one for methods in by_method for one in self._entries if one.method in methods]
        conditional = ConditionalReferences(self._connection)
        while waiting:
            held_back = []
            for entry in waiting:
                content = self._content(entry)
                if conditional.are_resolved(content):
                    self._write(entry, conditional.rewritten(content))
                else:
                    held_back.append((entry.position, content))
            conditional.resolve(held_back)
            positions = {position for position, _ in held_back}
            waiting = [one for one in waiting if one.position in positions]
        conditional.confirm()

    def _content(self, entry: Entry) -> Any:
        """Return the resource, or the operations of a patch, with the new ids of what the Bundle makes."""
        with at_entry(entry.position):
            if entry.method != "PATCH":
                return rewrite_addresses(entry.require_resource(), self._addresses)
            operations = rewrite_addresses(patch_operations(entry), self._addresses)
            return [_with_new_address(one, self._addresses) for one in operations]

    def _write(self, entry: Entry, content: Any) -> None:
        target = self._targets[entry.position]
        with at_entry(entry.position):
            written = (
                self._patch(entry, target, content) if entry.method == "PATCH" else self._put(entry, target, content)
            )
        self.answers[entry.position] = answer_written(written)
        if written.is_changed:
            self._written.append((entry.position, written.kept))

    def _put(self, entry: Entry, target: Target, resource: dict[str, Any]) -> Written:
        if target.is_new:
            return self._inner.create(resource, resource_id=target.id)
        if entry.method == "POST":
            return self._inner.found(target.type, target.id)
        if entry.query:
            resource = {**resource, "id": target.id}
        creates_only = target.creates_only or entry.if_none_match == "*"
        return self._inner.update(target.type, target.id, resource, if_match=entry.if_match, if_none_match=creates_only)

    def _patch(self, entry: Entry, target: Target, operations: list[dict[str, Any]]) -> Written:
        if target.is_new:
            raise NotFoundError(f"the condition finds no {target.type}")
        return self._inner.patch(target.type, target.id, operations, if_match=entry.if_match)

    def _check_references(self) -> None:
        """Look up at once whatever the Bundle refers to, and who refers to what it deletes."""
        resources = [(position, kept.parse()) for position, kept in self._written]
        missing = missing_references(self._connection, resources)
        if missing:
            cause = InvalidResourceError("an entry refers to what is not here")
            issues = [InvalidResourceError(str(cause), tuple(found)) for _, found in missing]
            placed = [entry_issues(error, position) for error, (position, _) in zip(issues, missing, strict=True)]
            raise TransactionError(str(cause), tuple(one for each in placed for one in each), cause)
        for position, tombstone in self._deleted:
            with at_entry(position):
                self._inner.check_unreferenced(tombstone)


def _with_new_address(operation: dict[str, Any], addresses: dict[str, str]) -> dict[str, Any]:
    """Return an operation of a patch whose value is the address itself with the new one."""
    value = operation.get("value")
    return {**operation, "value": addresses[value]} if isinstance(value, str) and value in addresses else operation
