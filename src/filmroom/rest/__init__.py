"""The FHIR door at ``/fhir``: one file for each interaction, which translates it and decides nothing.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html
"""
