"""The orders that a study was made for, as references to ServiceRequests.

An accession number names an order, and its issuer says whose. Where something that names no accession number
was requested, it belongs to the one order that there is.

Source: PS3.3 C.7.2.1 (Accession Number), PS3.3 Table 10-9 (Request Attributes Macro)
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from filmroom.dicom.decoded import show
from filmroom.mapping.coding import distinct
from filmroom.mapping.identifiers import Issuer, issuer_of_item, make_identifier, type_of_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from filmroom.mapping.reading import Json, Reading

__all__ = ["map_orders"]


def map_orders(reading: Reading, requests: Sequence[Reading]) -> list[Json]:
    """Return one logical reference for each order: by accession number, else as far as it is known.

    Args:
        requests: what may name an order: the study's own attributes, and the items of Request Attributes
            Sequence.
    """
    orders = _orders(reading, [one for one in requests if one.text("AccessionNumber")])
    others = [one for one in requests if not one.text("AccessionNumber") and (_requested_id(one) or _words(one))]
    if not orders:
        return sorted(distinct(map(_order_without_accession, others)), key=repr)
    for other in others:
        if len(orders) == 1:
            _add_words(orders[0], other)
        else:
            _report_undecided(other)
    return orders


def _report_undecided(request: Reading) -> None:
    keywords = ("RequestedProcedureID", "RequestedProcedureDescription", "RequestedProcedureCodeSequence")
    request.report(
        next(keyword for keyword in keywords if keyword in request.attributes.values),
        show(_requested_id(request) or _words(request)),
        "an Accession Number beside it, as the study has several",
        "left out: it may belong to any of them",
    )


def _orders(reading: Reading, requests: Sequence[Reading]) -> list[Json]:
    """Return the orders by accession number and issuer; one without an issuer is that of the same number with one."""
    named = [(request, request.text("AccessionNumber"), _issuer(request)) for request in requests]
    issuers: dict[str, dict[str, Issuer]] = defaultdict(dict)
    for _, accession, issuer in named:
        issuers[accession].setdefault(issuer.key, issuer)
    for known in issuers.values():
        if len(known) > 1 and known.pop("", None) is not None:
            reading.done("an accession number without an issuer taken for the same number with one")
    orders = {
        (accession, key): _order(accession, known[key], reading.settings.accession_system)
        for accession, known in sorted(issuers.items())
        for key in sorted(known)
    }
    for request, accession, issuer in named:
        known = issuers[accession]
        if issuer.key in known or len(known) == 1:
            _add_words(orders[accession, issuer.key if issuer.key in known else next(iter(known))], request)
    return list(orders.values())


def _issuer(request: Reading) -> Issuer:
    return issuer_of_item(request.items("IssuerOfAccessionNumberSequence"))


def _order(accession: str, issuer: Issuer, configured_system: str) -> Json:
    issuer = issuer if issuer.key or not configured_system else Issuer(configured_system)
    return {"type": "ServiceRequest", "identifier": make_identifier(accession, issuer, kind=type_of_code("ACSN"))}


def _add_words(order: Json, request: Reading) -> None:
    words = _words(request)
    if words:
        order.setdefault("display", words)


def _order_without_accession(request: Reading) -> Json:
    made: Json = {"type": "ServiceRequest"}
    requested = _requested_id(request)
    if requested:
        made["identifier"] = {"type": {"text": "Requested Procedure ID"}, "value": requested}
    words = _words(request)
    if words:
        made["display"] = words
    return made


def _requested_id(request: Reading) -> str:
    return request.text("RequestedProcedureID")


def _words(request: Reading) -> str:
    codes = request.items("RequestedProcedureCodeSequence")
    meaning = codes[0].text("CodeMeaning") if codes else ""
    return request.text("RequestedProcedureDescription") or meaning
