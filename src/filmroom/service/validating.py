"""What is wrong with a resource, and what would be with writing or deleting it here; nothing is written.

Source: https://hl7.org/fhir/6.0.0-ballot4/resource-operation-validate.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filmroom.fhir.outcome import Issue
from filmroom.service.interactions import contradiction
from filmroom.service.origin import is_said_by_instances
from filmroom.service.ownership import undone_changes
from filmroom.service.references import check_references
from filmroom.store.contributions import contributed
from filmroom.store.referrers import find_referrer
from filmroom.store.resources import find_resource
from filmroom.validation.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

__all__ = ["find_issues"]


def find_issues(
    connection: Connection, resource: dict[str, Any], *, mode: str | None, resource_id: str | None
) -> tuple[Issue, ...]:
    """Return everything that is wrong.

    Args:
        mode: create, update, delete, profile; None for the resource as such.
        resource_id: of the resource that is meant; None: of none that is here.
    """
    resource_type = resource.get("resourceType")
    if not isinstance(resource_type, str):
        return validate(resource)
    if mode == "delete":
        return tuple(_deletion_issues(connection, resource_type, resource_id or str(resource.get("id", ""))))
    issues = validate(resource)
    if mode in ("create", "update"):
        issues = (*issues, *check_references(connection, resource))
    if mode == "update" and resource_id is not None:
        issues = (*issues, *_update_issues(connection, resource_type, resource_id, resource))
    return issues


def _deletion_issues(connection: Connection, resource_type: str, resource_id: str) -> Iterator[Issue]:
    present = find_resource(connection, resource_type, resource_id)
    if present is None or present.is_deleted:
        yield Issue("error", "not-found", "", f"{resource_type}/{resource_id} is not here")
        return
    if is_said_by_instances(connection, resource_type, resource_id):
        yield Issue("error", "conflict", "", f"{resource_type}/{resource_id} is what kept DICOM instances say")
    referrer = find_referrer(connection, resource_type, resource_id)
    if referrer is not None:
        yield Issue("error", "conflict", "", f"{resource_type}/{resource_id}: found {referrer} that refers to it")


def _update_issues(
    connection: Connection, resource_type: str, resource_id: str, resource: dict[str, Any]
) -> Iterator[Issue]:
    if resource.get("id") != resource_id:
        yield Issue("error", "invalid", f"{resource_type}.id", "Found another id or none, expected that of the request")
    says = contributed(connection, resource_type, resource_id)
    present = find_resource(connection, resource_type, resource_id)
    content = present.parse() if present is not None and not present.is_deleted else None
    for name in undone_changes(says, content, resource) if says else ():
        yield Issue("error", "conflict", f"{resource_type}.{name}", contradiction([name]))
