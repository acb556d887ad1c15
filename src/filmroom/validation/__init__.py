"""Whether a resource is what FHIR says it is: structure, codes and rules.

Source: https://hl7.org/fhir/6.0.0-ballot4/validation.html
"""

from __future__ import annotations

from filmroom.validation.validate import validate

__all__ = ["validate"]
