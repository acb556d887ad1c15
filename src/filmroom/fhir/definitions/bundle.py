"""Bundle: several resources in one.

Source: https://hl7.org/fhir/6.0.0-ballot4/bundle-definitions.html
"""

from __future__ import annotations

from filmroom.fhir.definition import Definition, Kind
from filmroom.fhir.definitions.rows import error, profiled, required, row

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Definition(
        name="Bundle",
        kind=Kind.RESOURCE,
        base="Resource",
        description="Several resources in one.",
        source="https://hl7.org/fhir/6.0.0-ballot4/bundle-definitions.html",
        elements=(
            row(
                "Bundle",
                "0..*",
                (),
                "Several resources in one",
                rules=(
                    error(
                        "bdl-7",
                        (
                            "FullUrl must be unique in a bundle, or else entries with the same fullUrl must have "
                            "different meta.versionId (except in history bundles)"
                        ),
                        (
                            "(type = 'history') or entry.where(fullUrl.exists()).select(fullUrl&iif(resource."
                            "meta.versionId.exists(), resource.meta.versionId, '')).isDistinct()"
                        ),
                    ),
                    error(
                        "bdl-9",
                        "A document must have an identifier with a system and a value",
                        "type = 'document' implies (identifier.system.exists() and identifier.value.exists())",
                    ),
                    error(
                        "bdl-17",
                        (
                            "Use and meaning of issues for documents has not been validated because the content "
                            "will not be rendered in the document."
                        ),
                        "type = 'document' implies issues.empty()",
                    ),
                    error(
                        "bdl-16",
                        (
                            "Issue.severity for all issues within the OperationOutcome must be either "
                            "'information' or 'warning'."
                        ),
                        (
                            "issues.exists() implies (issues.issue.severity = 'information' or issues.issue."
                            "severity = 'warning')"
                        ),
                    ),
                    error(
                        "bdl-18",
                        "Self link is required for searchsets.",
                        "type = 'searchset' implies link.where(relation = 'self' and url.exists()).exists()",
                    ),
                    error(
                        "bdl-13",
                        "A subscription-notification must have a SubscriptionStatus as the first resource",
                        ("type = 'subscription-notification' implies entry.first().resource.is(SubscriptionStatus)"),
                    ),
                    error(
                        "bdl-12",
                        "A message must have a MessageHeader as the first resource",
                        "type = 'message' implies entry.first().resource.is(MessageHeader)",
                    ),
                    error(
                        "bdl-15",
                        (
                            "Bundle resources where type is not transaction, transaction-response, batch, or "
                            "batch-response or when the request is a POST SHALL have Bundle.entry.fullUrl "
                            "populated"
                        ),
                        (
                            "type='transaction' or type='transaction-response' or type='batch' or "
                            "type='batch-response' or entry.all(fullUrl.exists() or request.method='POST')"
                        ),
                    ),
                    error(
                        "bdl-14",
                        "entry.request.method PATCH not allowed for history",
                        "type = 'history' implies entry.request.method != 'PATCH'",
                    ),
                    error(
                        "bdl-11",
                        "A document must have a Composition as the first resource",
                        "type = 'document' implies entry.first().resource.is(Composition)",
                    ),
                    error("bdl-10", "A document must have a date", "type = 'document' implies (timestamp.hasValue())"),
                    error(
                        "bdl-3d",
                        (
                            "For collections of type transaction-response or batch-response, all entries must "
                            "contain response elements"
                        ),
                        ("type in ('transaction-response' | 'batch-response') implies entry.all(response.exists())"),
                    ),
                    error(
                        "bdl-1",
                        "total only when a search or history",
                        "total.empty() or (type = 'searchset') or (type = 'history')",
                    ),
                    error("bdl-2", "entry.search only when a search", "(type = 'searchset') or entry.search.empty()"),
                    error(
                        "bdl-3a",
                        (
                            "For collections of type document, message, searchset or collection, all entries "
                            "must contain resources, and not have request or response elements"
                        ),
                        (
                            "type in ('document' | 'message' | 'searchset' | 'collection') implies entry."
                            "all(resource.exists() and request.empty() and response.empty())"
                        ),
                    ),
                    error(
                        "bdl-3c",
                        (
                            "For collections of type transaction or batch, all entries must contain request "
                            "elements, and resources if the method is POST, PUT or PATCH"
                        ),
                        (
                            "type in ('transaction' | 'batch') implies entry.all(request.method.exists() and "
                            "((request.method in ('POST' | 'PATCH' | 'PUT')) = resource.exists()))"
                        ),
                    ),
                    error(
                        "bdl-3b",
                        (
                            "For collections of type history, all entries must contain request or response "
                            "elements, and resources if the method is POST, PUT or PATCH"
                        ),
                        (
                            "type = 'history' implies entry.all(request.exists() and response.exists() and "
                            "((request.method in ('POST' | 'PATCH' | 'PUT')) = resource.exists()))"
                        ),
                    ),
                ),
            ),
            row(
                "Bundle.identifier",
                "0..1",
                "Identifier",
                "What the bundle is known by",
                summary=True,
                conditions=("bdl-9",),
            ),
            row(
                "Bundle.type",
                "1..1",
                "code",
                "What it is for: search, transaction, document",
                bound=required("bundle-type"),
                summary=True,
                conditions=(
                    "bdl-1",
                    "bdl-2",
                    "bdl-3a",
                    "bdl-3b",
                    "bdl-3c",
                    "bdl-3d",
                    "bdl-7",
                    "bdl-9",
                    "bdl-10",
                    "bdl-11",
                    "bdl-12",
                    "bdl-13",
                    "bdl-14",
                    "bdl-15",
                    "bdl-17",
                    "bdl-18",
                ),
            ),
            row(
                "Bundle.timestamp", "0..1", "instant", "When it was put together", summary=True, conditions=("bdl-10",)
            ),
            row("Bundle.total", "0..1", "unsignedInt", "How many match in all", summary=True, conditions=("bdl-1",)),
            row(
                "Bundle.link",
                "0..*",
                "BackboneElement",
                "Where related pages are",
                summary=True,
                conditions=("bdl-18",),
            ),
            row(
                "Bundle.link.relation",
                "1..1",
                "code",
                "Which page it is: self, next",
                bound=required("iana-link-relations"),
                summary=True,
                conditions=("bdl-18",),
            ),
            row("Bundle.link.url", "1..1", "uri", "Its address", summary=True, conditions=("bdl-18",)),
            row(
                "Bundle.entry",
                "0..*",
                "BackboneElement",
                "One resource, and what goes with it",
                summary=True,
                rules=(
                    error(
                        "bdl-8",
                        "fullUrl cannot be a version specific reference",
                        "fullUrl.exists() implies fullUrl.contains('/_history/').not()",
                    ),
                    error(
                        "bdl-5",
                        "must be a resource unless there's a request or response",
                        "resource.exists() or request.exists() or response.exists()",
                    ),
                ),
            ),
            row(
                "Bundle.entry.link",
                "0..*",
                (),
                "Addresses that belong to the entry",
                summary=True,
                contents="Bundle.link",
            ),
            row(
                "Bundle.entry.fullUrl",
                "0..1",
                "uri",
                "The resource's own address",
                summary=True,
                conditions=("bdl-7", "bdl-15", "bdl-8"),
            ),
            row(
                "Bundle.entry.resource",
                "0..1",
                "Resource",
                "The resource",
                summary=True,
                conditions=("bdl-3a", "bdl-3b", "bdl-3c", "bdl-7", "bdl-11", "bdl-12", "bdl-13", "bdl-5"),
            ),
            row(
                "Bundle.entry.search",
                "0..1",
                "BackboneElement",
                "How the search found it",
                summary=True,
                conditions=("bdl-2",),
            ),
            row(
                "Bundle.entry.search.mode",
                "0..1",
                "code",
                "As a match, or brought along",
                bound=required("search-entry-mode"),
                summary=True,
            ),
            row("Bundle.entry.search.score", "0..1", "decimal", "How well it matches, 0 to 1", summary=True),
            row(
                "Bundle.entry.request",
                "0..1",
                "BackboneElement",
                "What is to be done, in a batch or transaction",
                summary=True,
                conditions=("bdl-3a", "bdl-3b", "bdl-5"),
            ),
            row(
                "Bundle.entry.request.method",
                "1..1",
                "code",
                "The HTTP method",
                bound=required("http-verb"),
                summary=True,
                conditions=("bdl-3b", "bdl-3c", "bdl-14", "bdl-15"),
            ),
            row("Bundle.entry.request.url", "1..1", "uri", "The address for it", summary=True),
            row(
                "Bundle.entry.request.ifNoneMatch",
                "0..1",
                "string",
                "Condition on the entity tag, for reading",
                summary=True,
            ),
            row(
                "Bundle.entry.request.ifModifiedSince",
                "0..1",
                "instant",
                "Condition on the time of change",
                summary=True,
            ),
            row(
                "Bundle.entry.request.ifMatch",
                "0..1",
                "string",
                "Condition on the entity tag, for updates",
                summary=True,
            ),
            row("Bundle.entry.request.ifNoneExist", "0..1", "string", "Condition for creating", summary=True),
            row(
                "Bundle.entry.response",
                "0..1",
                "BackboneElement",
                "What was done, in a batch or transaction",
                summary=True,
                conditions=("bdl-3a", "bdl-3b", "bdl-3d", "bdl-5"),
            ),
            row("Bundle.entry.response.status", "1..1", "string", "HTTP status code", summary=True),
            row("Bundle.entry.response.location", "0..1", "uri", "Where the result is", summary=True),
            row("Bundle.entry.response.etag", "0..1", "string", "Its entity tag", summary=True),
            row("Bundle.entry.response.lastModified", "0..1", "instant", "When it changed", summary=True),
            row("Bundle.entry.response.outcome", "0..1", "Resource", "Hints and warnings", summary=True),
            row("Bundle.signature", "0..1", "Signature", "A signature over the whole", summary=True),
            row(
                "Bundle.issues",
                "0..1",
                profiled("Resource", "OperationOutcome"),
                "What went wrong while putting it together",
                summary=True,
                conditions=("bdl-16", "bdl-17"),
            ),
        ),
    ),
)
