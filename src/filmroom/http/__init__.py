"""What every door over HTTP needs: negotiation, conditions, bodies, errors, authentication, logs and metrics.

Falcon, structlog and prometheus-client are met here; the doors above use Falcon's requests and responses.

Source: https://hl7.org/fhir/6.0.0-ballot4/http.html and https://www.rfc-editor.org/rfc/rfc9110
"""
