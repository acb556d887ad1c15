"""What FHIR says: definitions, value sets, documents, FHIRPath. It knows no DICOM."""
