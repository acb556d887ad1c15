"""What is asked: the search language of FHIR, read into values that a store can answer."""
