"""What DICOM says: files, headers, values, codes. It knows no FHIR."""
