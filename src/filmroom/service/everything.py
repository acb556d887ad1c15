"""Everything about a patient: the patient, what refers to the patient, and what all of that refers to.

Source: https://hl7.org/fhir/6.0.0-ballot4/patient-operation-everything.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.errors import SearchError
from filmroom.fhir.outcome import Issue
from filmroom.service.interactions import require_present
from filmroom.service.pages import SearchPage
from filmroom.store.everything import find_everything, find_referred_beside
from filmroom.store.resources import find_resource

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from filmroom.query.cursor import Cursor
    from filmroom.service.limits import ServiceLimits

__all__ = ["everything_page"]


def everything_page(
    connection: Connection,
    patient_id: str,
    *,
    count: int,
    cursor: Cursor | None,
    types: tuple[str, ...],
    since: int | None,
    limits: ServiceLimits,
) -> SearchPage:
    """Return one page, in the order in which the resources were made; see `SearchService.everything`."""
    require_present(find_resource(connection, "Patient", patient_id), "Patient", patient_id)
    if cursor is not None and [type(value) for value in cursor.values] != [int]:
        raise SearchError("Parameter '_cursor': expected a cursor of this very request")
    page = find_everything(connection, patient_id, count=count, cursor=cursor, types=types, since=since)
    beside = find_referred_beside(connection, patient_id, page.resources, limit=limits.included, types=types)
    included = tuple(one for one in beside.resources if since is None or one.updated >= since)
    is_whole = count > 0 and cursor is None and page.next is None
    cut = Issue("warning", "too-costly", "", f"Found more than {limits.included} resources that come along")
    return SearchPage(
        page.resources,
        included,
        len(page.resources) if is_whole else None,
        page.next,
        page.previous,
        (cut,) if beside.is_cut else (),
    )
