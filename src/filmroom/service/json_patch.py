"""Changing a resource by a JSON Patch, at a bounded cost.

Source: https://www.rfc-editor.org/rfc/rfc6902, https://hl7.org/fhir/6.0.0-ballot4/http.html#patch
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonpatch
import jsonpointer

from filmroom.errors import FhirLimitError, InvalidResourceError, RequestError
from filmroom.fhir.json_document import write_json
from filmroom.service.limits import DEFAULT_SERVICE_LIMITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from filmroom.service.limits import ServiceLimits

__all__ = ["apply_patch"]


def apply_patch(
    resource: dict[str, Any],
    operations: Sequence[dict[str, Any]],
    limits: ServiceLimits = DEFAULT_SERVICE_LIMITS,
) -> dict[str, Any]:
    """Return what a resource becomes; either all operations are applied, or none.

    Raises:
        RequestError: the patch is not one of RFC 6902, or a place that it names is not there.
        InvalidResourceError: one of its tests fails, or it leaves something that is no resource.
        FhirLimitError: it has too many operations, copies too much, or nests too deeply.
    """
    if len(operations) > limits.patch_operations:
        raise FhirLimitError(
            f"the patch: found {len(operations)} operations, expected at most {limits.patch_operations}"
        )
    patched: Any = resource
    copied_bytes = 0
    for number, operation in enumerate(operations):
        try:
            patch = jsonpatch.JsonPatch([operation])
            copied_bytes += _copied_bytes(patched, operation)
            if copied_bytes > limits.patch_bytes:
                raise FhirLimitError(f"the patch: copies more than {limits.patch_bytes} bytes, expected less")
            patched = patch.apply(patched, in_place=number > 0)
        except jsonpatch.JsonPatchTestFailed:
            raise InvalidResourceError(f"the patch: test {number} fails on the present version") from None
        except (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException) as error:
            raise RequestError(f"the patch: operation {number} cannot be applied ({type(error).__name__})") from None
    if not isinstance(patched, dict):
        raise InvalidResourceError("the patch: found no resource after it")
    _require_depth(patched, limits.patch_depth)
    return patched


def _copied_bytes(document: Any, operation: dict[str, Any]) -> int:
    """Return how much larger a copy makes a document: a few of them, each of the whole, would fill the memory."""
    source = operation.get("from")
    if operation.get("op") != "copy" or not isinstance(source, str):
        return 0
    return len(write_json({"copied": jsonpointer.resolve_pointer(document, source)}))


def _require_depth(document: dict[str, Any], limit: int) -> None:
    level: list[Any] = [document]
    for _ in range(limit):
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return
    raise FhirLimitError(f"the patch: found more than {limit} levels of objects and arrays after it")
