"""What instances say, and what follows for their series and study. Pure: no clock, no files, no FHIR."""
