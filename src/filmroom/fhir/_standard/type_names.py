"""Names of types that FHIR has or had and that no definition of filmroom's names.

Source: http://hl7.org/fhir/fhir-types, http://hl7.org/fhir/fhir-old-types and the type lists of R2 to R6
"""

from __future__ import annotations

__all__ = ["ABSTRACT_RESOURCES", "FORMER_RESOURCES", "OTHER_DATATYPES"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What resources specialise, or have in common.
ABSTRACT_RESOURCES: frozenset[str] = _words("Resource DomainResource CanonicalResource MetadataResource")

# Resource types of earlier releases.
FORMER_RESOURCES: frozenset[str] = _words(
    "BodySite CatalogEntry Conformance DataElement DeviceComponent DeviceUseRequest DeviceUseStatement "
    "DiagnosticOrder DocumentManifest EffectEvidenceSynthesis EligibilityRequest EligibilityResponse "
    "ExpansionProfile ImagingManifest ImagingObjectSelection Media MedicationOrder MedicationUsage "
    "MedicinalProduct MedicinalProductAuthorization MedicinalProductContraindication MedicinalProductIndication "
    "MedicinalProductIngredient MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged "
    "MedicinalProductPharmaceutical MedicinalProductUndesirableEffect Order OrderResponse ProcedureRequest "
    "ProcessRequest ProcessResponse ReferralRequest RequestGroup ResearchDefinition ResearchElementDefinition "
    "RiskEvidenceSynthesis Sequence ServiceDefinition SubstanceNucleicAcid SubstancePolymer SubstanceProtein "
    "SubstanceReferenceInformation SubstanceSourceMaterial SubstanceSpecification"
)

# Datatypes of this and earlier releases.
OTHER_DATATYPES: frozenset[str] = _words(
    "Contributor DosageCondition DosageDetails DosageSafety MarketingStatus OrderedDistribution Population "
    "PrimitiveType ProdCharacteristic ProductShelfLife RelativeTime Statistic SubstanceAmount "
    "VirtualServiceDetail"
)
