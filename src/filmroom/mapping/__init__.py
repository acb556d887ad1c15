"""From DICOM to FHIR: the only place that speaks both.

`imaging_study` holds the table of rules; `map_study` runs it.
"""
