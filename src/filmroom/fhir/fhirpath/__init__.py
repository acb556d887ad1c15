"""FHIRPath: expressions compiled once, evaluated on JSON as it is.

    compiled = compile_expression("identifier.where(system = 'urn:dicom:uid').exists()")
    compiled.holds(study)               # True, False or a Failure

Source: https://hl7.org/fhirpath/N1/ and https://hl7.org/fhir/fhirpath.html
"""

from __future__ import annotations

from filmroom.fhir.fhirpath.expression import CompiledExpression, Failure, compile_expression
from filmroom.fhir.fhirpath.values import Node

__all__ = ["CompiledExpression", "Failure", "Node", "compile_expression"]
