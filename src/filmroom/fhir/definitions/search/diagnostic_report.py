"""The search parameters of DiagnosticReport.

Source: https://hl7.org/fhir/6.0.0-ballot4/diagnosticreport-search.html
"""

from __future__ import annotations

from filmroom.fhir.definitions.search.rows import date, patient, reference, token

__all__ = ["PARAMETERS"]

_PERFORMERS = ("CareTeam", "Organization", "Practitioner", "PractitionerRole")

PARAMETERS = (
    reference(
        "based-on",
        "DiagnosticReport.basedOn",
        ("CarePlan", "ImmunizationRecommendation", "MedicationRequest", "NutritionOrder", "ServiceRequest"),
        "The order",
    ),
    token("category", "DiagnosticReport.category", "The department it comes from"),
    token("code", "DiagnosticReport.code", "The kind of report", published="clinical-code"),
    token("conclusion", "DiagnosticReport.conclusionCode", "A conclusion, as a code"),
    date(
        "date",
        "DiagnosticReport.effective.ofType(dateTime) | DiagnosticReport.effective.ofType(Period)",
        "When what it says held",
        published="clinical-date",
    ),
    reference(
        "encounter",
        "DiagnosticReport.encounter",
        ("Encounter",),
        "The encounter during which it was made",
        published="clinical-encounter",
    ),
    token("identifier", "DiagnosticReport.identifier", "Any identifier of the report", published="clinical-identifier"),
    date("issued", "DiagnosticReport.issued", "When it was released"),
    reference("media", "DiagnosticReport.media.link", ("DocumentReference",), "A key image"),
    patient("DiagnosticReport.subject.where(resolve() is Patient)", "Whom it is about, when a patient"),
    reference("performer", "DiagnosticReport.performer", _PERFORMERS, "Who answers for it"),
    reference("result", "DiagnosticReport.result", ("Observation",), "An observation it holds"),
    reference("results-interpreter", "DiagnosticReport.resultsInterpreter", _PERFORMERS, "Who drew its conclusions"),
    reference("specimen", "DiagnosticReport.specimen", ("Specimen",), "The specimen it is about"),
    token("status", "DiagnosticReport.status", "Partial, preliminary, final …"),
    reference("study", "DiagnosticReport.study", ("GenomicStudy", "ImagingStudy"), "The study it is about"),
    reference(
        "subject",
        "DiagnosticReport.subject",
        (
            "BiologicallyDerivedProduct",
            "Device",
            "Group",
            "Location",
            "Medication",
            "Organization",
            "Patient",
            "Practitioner",
            "Substance",
        ),
        "Whom or what it is about",
    ),
)
