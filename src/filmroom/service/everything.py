"""Everything about a patient: the patient, what refers to the patient, and what all of that refers to.

Source: https://hl7.org/fhir/6.0.0-ballot4/patient-operation-everything.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from filmroom.errors import SearchError
from filmroom.fhir.definitions import known_resource_types
from filmroom.fhir.outcome import Issue
from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import parameter_number, search_parameters
from filmroom.query.cursor import Cursor, Direction
from filmroom.service.interactions import require_present
from filmroom.service.pages import SearchPage
from filmroom.service.references import literal_references
from filmroom.store.resources import COLUMNS, Kept, find_many, find_resource
from filmroom.store.tables import resource, term

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from filmroom.service.limits import ServiceLimits

__all__ = ["find_everything"]


def find_everything(
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
    patient = require_present(find_resource(connection, "Patient", patient_id), "Patient", patient_id)
    about = _about(patient, types, since)
    total = connection.execute(select(func.count()).select_from(about.subquery())).scalar_one()
    if not count:
        return SearchPage(total=total)
    rows, is_backward = _page(connection, about, count, cursor)
    matches = tuple(rows[:count])
    has_more = len(rows) > count
    if is_backward:
        matches = matches[::-1]
    has_next, has_previous = (True, has_more) if is_backward else (has_more, cursor is not None)
    included = _referred(connection, [patient, *matches], types, since)
    cut = Issue("warning", "too-costly", "", f"Found more than {limits.included} resources that come along")
    return SearchPage(
        matches,
        tuple(included[: limits.included]),
        total,
        Cursor((matches[-1].rid,), Direction.NEXT) if matches and has_next else None,
        Cursor((matches[0].rid,), Direction.PREVIOUS) if matches and has_previous else None,
        (cut,) if len(included) > limits.included else (),
    )


def _about(patient: Kept, types: tuple[str, ...], since: int | None) -> Select[Any]:
    """Select the patient and what refers to the patient, each once."""
    value = f"Patient/{patient.id}"
    referring = select(term.c.rid).where(term.c.param.in_(_reference_numbers(types)), term.c.value == value)
    chosen = select(*COLUMNS).where(resource.c.rid.in_(referring) | (resource.c.rid == patient.rid))
    if types:
        chosen = chosen.where(resource.c.type.in_(types))
    return chosen if since is None else chosen.where(resource.c.updated >= since)


def _page(connection: Connection, about: Select[Any], count: int, cursor: Cursor | None) -> tuple[list[Kept], bool]:
    is_backward = cursor is not None and cursor.direction is Direction.PREVIOUS
    if cursor is not None:
        if len(cursor.values) != 1 or not isinstance(cursor.values[0], int):
            raise SearchError("Parameter '_cursor': expected a cursor of this very request")
        place = cursor.values[0]
        about = about.where(resource.c.rid < place if is_backward else resource.c.rid > place)
    order = resource.c.rid.desc() if is_backward else resource.c.rid.asc()
    return [Kept(*row) for row in connection.execute(about.order_by(order).limit(count + 1))], is_backward


def _referred(connection: Connection, matches: list[Kept], types: tuple[str, ...], since: int | None) -> list[Kept]:
    """Return what matches refer to, and is not about the patient itself."""
    known = {(one.type, one.id) for one in matches}
    names: dict[tuple[str, str], None] = {}
    for one in matches:
        for reference in literal_references(one.parse()):
            name = (reference.type, reference.id)
            if name not in known and (not types or name[0] in types):
                names[name] = None
    found = find_many(connection, list(names))
    present = [found[name] for name in names if name in found and not found[name].is_deleted]
    return [one for one in present if (since is None or one.updated >= since) and not _refers(one, matches[0])]


def _refers(one: Kept, patient: Kept) -> bool:
    return any((each.type, each.id) == (patient.type, patient.id) for each in literal_references(one.parse()))


def _reference_numbers(types: tuple[str, ...]) -> list[int]:
    """Return the numbers of all references that resources of these types, or of any, may be found by."""
    return [
        parameter_number(one, parameter.code)
        for one in types or sorted(known_resource_types())
        for parameter in search_parameters(one).values()
        if parameter.type is SearchType.REFERENCE
    ]
