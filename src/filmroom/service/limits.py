"""What one call of a service may cost."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEFAULT_SERVICE_LIMITS", "ServiceLimits"]


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """The documented limits of the services.

    Attributes:
        query_seconds: how long the queries of one search may take before they are cancelled.
        included: how many resources may come along with one page of a search; what is beyond is left out, and told.
        estimated: how far matches are counted when an estimate is enough.
        bundle_entries: how many entries a batch or a transaction may have.
        patch_operations: how many operations a JSON Patch may have.
        patch_bytes: how much a JSON Patch may copy inside a resource.
        patch_depth: how many levels of objects and arrays a resource may have after a JSON Patch.
    """

    query_seconds: float = 2.0
    included: int = 1_000
    estimated: int = 10_000
    bundle_entries: int = 10_000
    patch_operations: int = 1_000
    patch_bytes: int = 16 << 20
    patch_depth: int = 128


DEFAULT_SERVICE_LIMITS = ServiceLimits()
"""The limits that hold unless a caller says otherwise."""
