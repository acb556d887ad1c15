"""The value sets that the definitions bind to, with their codes.

Codes and displays of R6 where they differ from R5, of R5 (5.0.0) and of HL7 Terminology (THO 5.1.0) elsewhere.

Source: https://hl7.org/fhir/6.0.0-ballot4/terminologies-valuesets.html
"""

from __future__ import annotations

__all__ = ["CODE_DEFINITIONS", "CODE_SYSTEMS", "VALUE_SETS"]

# One row: canonical address, name, and for each code system its codes with their displays.
VALUE_SETS: tuple[tuple[str, str, tuple[tuple[str, tuple[tuple[str, str], ...]], ...]], ...] = (
    (
        "http://dicom.nema.org/medical/dicom/current/output/chtml/part16/sect_CID_33.html",
        "Modality",
        (
            (
                "http://dicom.nema.org/resources/ontology/DCM",
                (
                    ("AR", "Autorefraction"),
                    ("ASMT", "Content Assessment Result"),
                    ("AU", "Basic Voice Audio"),
                    ("BDUS", "Ultrasound Bone Densitometry"),
                    ("BI", "Biomagnetic Imaging"),
                    ("BMD", "Bone Mineral Densitometry"),
                    ("CFM", "Confocal Microscopy"),
                    ("CR", "Computed Radiography"),
                    ("CT", "Computed Tomography"),
                    ("CTPROTOCOL", "CT Protocol"),
                    ("DG", "Diaphanography"),
                    ("DMS", "Dermoscopy"),
                    ("DOC", "Document"),
                    ("DX", "Digital Radiography"),
                    ("ECG", "Electrocardiography"),
                    ("EEG", "Electroencephalography"),
                    ("EMG", "Electromyography"),
                    ("EOG", "Electrooculography"),
                    ("EPS", "Cardiac Electrophysiology"),
                    ("ES", "Endoscopy"),
                    ("FID", "Spatial Fiducials"),
                    ("GM", "General Microscopy"),
                    ("HC", "Hard Copy"),
                    ("HD", "Hemodynamic Waveform"),
                    ("IO", "Intra-oral Radiography"),
                    ("IOL", "Intraocular Lens Calculation"),
                    ("IVOCT", "Intravascular Optical Coherence Tomography"),
                    ("IVUS", "Intravascular Ultrasound"),
                    ("KER", "Keratometry"),
                    ("KO", "Key Object Selection"),
                    ("LEN", "Lensometry"),
                    ("LS", "Laser Scan"),
                    ("M3D", "Model for 3D Manufacturing"),
                    ("MG", "Mammography"),
                    ("MR", "Magnetic Resonance"),
                    ("NM", "Nuclear Medicine"),
                    ("OAM", "Ophthalmic Axial Measurements"),
                    ("OCT", "Optical Coherence Tomography"),
                    ("OP", "Ophthalmic Photography"),
                    ("OPM", "Ophthalmic Mapping"),
                    ("OPT", "Ophthalmic Tomography"),
                    ("OPTBSV", "Ophthalmic Tomography B-scan Volume Analysis"),
                    ("OPTENF", "Ophthalmic Tomography En Face"),
                    ("OPV", "Ophthalmic Visual Field"),
                    ("OSS", "Optical Surface Scanner"),
                    ("OT", "Other"),
                    ("PA", "Photoacoustic"),
                    ("PLAN", "Plan"),
                    ("POS", "Position Sensor"),
                    ("PR", "Presentation State"),
                    ("PT", "Positron emission tomography"),
                    ("PX", "Panoramic X-Ray"),
                    ("REG", "Registration"),
                    ("RESP", "Respiratory Waveform"),
                    ("RF", "Radiofluoroscopy"),
                    ("RG", "Radiographic imaging"),
                    ("RTDOSE", "RT Dose"),
                    ("RTIMAGE", "RT Image"),
                    ("RTPLAN", "RT Plan"),
                    ("RTRECORD", "RT Treatment Record"),
                    ("RTSTRUCT", "RT Structure Set"),
                    ("RWV", "Real World Value Map"),
                    ("SEG", "Segmentation"),
                    ("SM", "Slide Microscopy"),
                    ("SMR", "Stereometric Relationship"),
                    ("SR", "Structured Report Document"),
                    ("SRF", "Subjective Refraction"),
                    ("STAIN", "Automated Slide Stainer"),
                    ("TEXTUREMAP", "Texture Map"),
                    ("TG", "Thermography"),
                    ("US", "Ultrasound"),
                    ("VA", "Visual Acuity"),
                    ("XA", "X-Ray Angiography"),
                    ("XC", "External-camera Photography"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/FHIR-version",
        "FHIRVersion",
        (
            (
                "http://hl7.org/fhir/FHIR-version",
                (
                    ("0.01", "0.01"),
                    ("0.05", "0.05"),
                    ("0.06", "0.06"),
                    ("0.11", "0.11"),
                    ("0.0", "0.0"),
                    ("0.0.80", "0.0.80"),
                    ("0.0.81", "0.0.81"),
                    ("0.0.82", "0.0.82"),
                    ("0.4", "0.4"),
                    ("0.4.0", "0.4.0"),
                    ("0.5", "0.5"),
                    ("0.5.0", "0.5.0"),
                    ("1.0", "1.0"),
                    ("1.0.0", "1.0.0"),
                    ("1.0.1", "1.0.1"),
                    ("1.0.2", "1.0.2"),
                    ("1.1", "1.1"),
                    ("1.1.0", "1.1.0"),
                    ("1.4", "1.4"),
                    ("1.4.0", "1.4.0"),
                    ("1.6", "1.6"),
                    ("1.6.0", "1.6.0"),
                    ("1.8", "1.8"),
                    ("1.8.0", "1.8.0"),
                    ("3.0", "3.0"),
                    ("3.0.0", "3.0.0"),
                    ("3.0.1", "3.0.1"),
                    ("3.0.2", "3.0.2"),
                    ("3.3", "3.3"),
                    ("3.3.0", "3.3.0"),
                    ("3.5", "3.5"),
                    ("3.5.0", "3.5.0"),
                    ("4.0", "4.0"),
                    ("4.0.0", "4.0.0"),
                    ("4.0.1", "4.0.1"),
                    ("4.1", "4.1"),
                    ("4.1.0", "4.1.0"),
                    ("4.2", "4.2"),
                    ("4.2.0", "4.2.0"),
                    ("4.3", "4.3"),
                    ("4.3.0", "4.3.0"),
                    ("4.3.0-cibuild", "4.3.0-cibuild"),
                    ("4.3.0-snapshot1", "4.3.0-snapshot1"),
                    ("4.4", "4.4"),
                    ("4.4.0", "4.4.0"),
                    ("4.5", "4.5"),
                    ("4.5.0", "4.5.0"),
                    ("4.6", "4.6"),
                    ("4.6.0", "4.6.0"),
                    ("5.0", "5.0"),
                    ("5.0.0", "5.0.0"),
                    ("5.0.0-cibuild", "5.0.0-cibuild"),
                    ("5.0.0-snapshot1", "5.0.0-snapshot1"),
                    ("5.0.0-snapshot2", "5.0.0-snapshot2"),
                    ("5.0.0-ballot", "5.0.0-ballot"),
                    ("5.0.0-snapshot3", "5.0.0-snapshot3"),
                    ("5.0.0-draft-final", "5.0.0-draft-final"),
                    ("6.0", "6.0"),
                    ("6.0.0", "6.0.0"),
                    ("6.0.0-cibuild", "6.0.0-cibuild"),
                    ("6.0.0-ballot1", "6.0.0-ballot1"),
                    ("6.0.0-ballot2", "6.0.0-ballot2"),
                    ("6.0.0-ballot3", "6.0.0-ballot3"),
                    ("6.0.0-ballot4", "6.0.0-ballot4"),
                    ("6.0.0-ballot5", "6.0.0-ballot5"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/additional-binding-purpose",
        "AdditionalBindingPurposeVS",
        (
            (
                "http://hl7.org/fhir/CodeSystem/additional-binding-purpose",
                (
                    ("maximum", "Maximum Binding"),
                    ("minimum", "Minimum Binding"),
                    ("required", "Required Binding"),
                    ("extensible", "Conformance Binding"),
                    ("candidate", "Candidate Binding"),
                    ("current", "Current Binding"),
                    ("preferred", "Preferred Binding"),
                    ("ui", "UI Suggested Binding"),
                    ("starter", "Starter Binding"),
                    ("component", "Component Binding"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/address-type",
        "AddressType",
        (
            (
                "http://hl7.org/fhir/address-type",
                (
                    ("postal", "Postal"),
                    ("physical", "Physical"),
                    ("both", "Postal & Physical"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/address-use",
        "AddressUse",
        (
            (
                "http://hl7.org/fhir/address-use",
                (
                    ("home", "Home"),
                    ("work", "Work"),
                    ("temp", "Temporary"),
                    ("old", "Old / Incorrect"),
                    ("billing", "Billing"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/administrative-gender",
        "AdministrativeGender",
        (
            (
                "http://hl7.org/fhir/administrative-gender",
                (
                    ("male", "Male"),
                    ("female", "Female"),
                    ("other", "Other"),
                    ("unknown", "Unknown"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/age-units",
        "CommonUCUMCodesForAge",
        (
            (
                "http://unitsofmeasure.org",
                (
                    ("min", "minutes"),
                    ("h", "hours"),
                    ("d", "days"),
                    ("wk", "weeks"),
                    ("mo", "months"),
                    ("a", "years"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/binding-strength",
        "BindingStrength",
        (
            (
                "http://hl7.org/fhir/binding-strength",
                (
                    ("required", "Required"),
                    ("extensible", "Extensible"),
                    ("preferred", "Preferred"),
                    ("example", "Example"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/bundle-type",
        "BundleType",
        (
            (
                "http://hl7.org/fhir/bundle-type",
                (
                    ("document", "Document"),
                    ("message", "Message"),
                    ("transaction", "Transaction"),
                    ("transaction-response", "Transaction Response"),
                    ("batch", "Batch"),
                    ("batch-response", "Batch Response"),
                    ("history", "History List"),
                    ("searchset", "Search Results"),
                    ("collection", "Collection"),
                    ("subscription-notification", "Subscription Notification"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/capability-statement-kind",
        "CapabilityStatementKind",
        (
            (
                "http://hl7.org/fhir/capability-statement-kind",
                (
                    ("instance", "Instance"),
                    ("capability", "Capability"),
                    ("requirements", "Requirements"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/codesystem-content-mode",
        "CodeSystemContentMode",
        (
            (
                "http://hl7.org/fhir/codesystem-content-mode",
                (
                    ("not-present", "Not Present"),
                    ("example", "Example"),
                    ("fragment", "Fragment"),
                    ("complete", "Complete"),
                    ("supplement", "Supplement"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/codesystem-hierarchy-meaning",
        "CodeSystemHierarchyMeaning",
        (
            (
                "http://hl7.org/fhir/codesystem-hierarchy-meaning",
                (
                    ("grouped-by", "Grouped By"),
                    ("is-a", "Is-A"),
                    ("part-of", "Part Of"),
                    ("classified-with", "Classified With"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/concept-property-type",
        "PropertyType",
        (
            (
                "http://hl7.org/fhir/concept-property-type",
                (
                    ("code", "code (internal reference)"),
                    ("Coding", "Coding (external reference)"),
                    ("string", "string"),
                    ("integer", "integer"),
                    ("boolean", "boolean"),
                    ("dateTime", "dateTime"),
                    ("decimal", "decimal"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/conditional-delete-status",
        "ConditionalDeleteStatus",
        (
            (
                "http://hl7.org/fhir/conditional-delete-status",
                (
                    ("not-supported", "Not Supported"),
                    ("single", "Single Deletes Supported"),
                    ("multiple", "Multiple Deletes Supported"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/conditional-read-status",
        "ConditionalReadStatus",
        (
            (
                "http://hl7.org/fhir/conditional-read-status",
                (
                    ("not-supported", "Not Supported"),
                    ("modified-since", "If-Modified-Since"),
                    ("not-match", "If-None-Match"),
                    ("full-support", "Full Support"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/constraint-severity",
        "ConstraintSeverity",
        (
            (
                "http://hl7.org/fhir/constraint-severity",
                (
                    ("error", "Error"),
                    ("warning", "Warning"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/contact-point-system",
        "ContactPointSystem",
        (
            (
                "http://hl7.org/fhir/contact-point-system",
                (
                    ("phone", "Phone"),
                    ("fax", "Fax"),
                    ("email", "Email"),
                    ("pager", "Pager"),
                    ("url", "URL"),
                    ("sms", "SMS"),
                    ("other", "Other"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/contact-point-use",
        "ContactPointUse",
        (
            (
                "http://hl7.org/fhir/contact-point-use",
                (
                    ("home", "Home"),
                    ("work", "Work"),
                    ("temp", "Temp"),
                    ("old", "Old"),
                    ("mobile", "Mobile"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/days-of-week",
        "DaysOfWeek",
        (
            (
                "http://hl7.org/fhir/days-of-week",
                (
                    ("mon", "Monday"),
                    ("tue", "Tuesday"),
                    ("wed", "Wednesday"),
                    ("thu", "Thursday"),
                    ("fri", "Friday"),
                    ("sat", "Saturday"),
                    ("sun", "Sunday"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/definition-use",
        "DefinitionUseCodes",
        (
            (
                "http://terminology.hl7.org/CodeSystem/definition-use",
                (
                    ("fhir-structure", "FHIR Structure"),
                    ("custom-resource", "Custom Resource"),
                    ("dam", "Domain Analysis Model"),
                    ("wire-format", "Wire Format"),
                    ("archetype", "Domain Analysis Model"),
                    ("template", "Template"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/device-availability-status",
        "FHIRDeviceAvailabilityStatus",
        (
            (
                "http://hl7.org/fhir/device-availability-status",
                (
                    ("lost", "Lost"),
                    ("damaged", "Damaged"),
                    ("destroyed", "Destroyed"),
                    ("available", "Available"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/device-nametype",
        "DeviceNameType",
        (
            (
                "http://hl7.org/fhir/device-nametype",
                (
                    ("registered-name", "Registered name"),
                    ("user-friendly-name", "User Friendly name"),
                    ("patient-reported-name", "Patient Reported name"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/device-status",
        "FHIRDeviceStatus",
        (
            (
                "http://hl7.org/fhir/device-status",
                (
                    ("active", "Active"),
                    ("inactive", "Inactive"),
                    ("entered-in-error", "Entered in Error"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/discriminator-type",
        "DiscriminatorType",
        (
            (
                "http://hl7.org/fhir/discriminator-type",
                (
                    ("value", "Value"),
                    ("exists", "Exists"),
                    ("pattern", "Pattern"),
                    ("type", "Type"),
                    ("profile", "Profile"),
                    ("position", "Position"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/distance-units",
        "CommonUCUMCodesForDistance",
        (
            (
                "http://unitsofmeasure.org",
                (
                    ("nm", "nanometers"),
                    ("um", "micrometers"),
                    ("mm", "millimeters"),
                    ("m", "meters"),
                    ("km", "kilometers"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/document-mode",
        "DocumentMode",
        (
            (
                "http://hl7.org/fhir/document-mode",
                (
                    ("producer", "Producer"),
                    ("consumer", "Consumer"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/duration-units",
        "CommonUCUMCodesForDuration",
        (
            (
                "http://unitsofmeasure.org",
                (
                    ("ms", "milliseconds"),
                    ("s", "seconds"),
                    ("min", "minutes"),
                    ("h", "hours"),
                    ("d", "days"),
                    ("wk", "weeks"),
                    ("mo", "months"),
                    ("a", "years"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/encounter-location-status",
        "EncounterLocationStatus",
        (
            (
                "http://hl7.org/fhir/encounter-location-status",
                (
                    ("planned", "Planned"),
                    ("active", "Active"),
                    ("reserved", "Reserved"),
                    ("completed", "Completed"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/encounter-status",
        "EncounterStatus",
        (
            (
                "http://hl7.org/fhir/encounter-status",
                (
                    ("planned", "Planned"),
                    ("in-progress", "In Progress"),
                    ("on-hold", "On Hold"),
                    ("discharged", "Discharged"),
                    ("completed", "Completed"),
                    ("cancelled", "Cancelled"),
                    ("discontinued", "Discontinued"),
                    ("entered-in-error", "Entered in Error"),
                    ("unknown", "Unknown"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/endpoint-connection-type",
        "EndpointConnectionType",
        (
            (
                "http://terminology.hl7.org/CodeSystem/endpoint-connection-type",
                (
                    ("dicom-wado-rs", "DICOM WADO-RS"),
                    ("dicom-qido-rs", "DICOM QIDO-RS"),
                    ("dicom-stow-rs", "DICOM STOW-RS"),
                    ("dicom-wado-uri", "DICOM WADO-URI"),
                    ("hl7-fhir-rest", "HL7 FHIR"),
                    ("hl7-fhir-msg", "HL7 FHIR Messaging"),
                    ("hl7v2-mllp", "HL7 v2 MLLP"),
                    ("secure-email", "Secure email"),
                    ("direct-project", "Direct Project"),
                    ("cds-hooks-service", "CDS Hooks Service"),
                    ("ihe-xcpd", "IHE XCPD"),
                    ("ihe-xca", "IHE XCA"),
                    ("ihe-xdr", "IHE XDR"),
                    ("ihe-xds", "IHE XDS"),
                    ("ihe-iid", "IHE IID"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/endpoint-environment",
        "EndpointEnvironment",
        (
            (
                "http://hl7.org/fhir/endpoint-environment",
                (
                    ("prod", "Production"),
                    ("staging", "Staging"),
                    ("dev", "Development"),
                    ("test", "Test"),
                    ("train", "Training"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/endpoint-payload-type",
        "EndpointPayloadType",
        (
            (
                "http://terminology.hl7.org/CodeSystem/endpoint-payload-type",
                (
                    ("any", "Any"),
                    ("none", "None"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/endpoint-status",
        "EndpointStatus",
        (
            (
                "http://hl7.org/fhir/endpoint-status",
                (
                    ("active", "Active"),
                    ("suspended", "Suspended"),
                    ("error", "Error"),
                    ("off", "Off"),
                    ("entered-in-error", "Entered in error"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/event-capability-mode",
        "EventCapabilityMode",
        (
            (
                "http://hl7.org/fhir/event-capability-mode",
                (
                    ("sender", "Sender"),
                    ("receiver", "Receiver"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/event-status",
        "EventStatus",
        (
            (
                "http://hl7.org/fhir/event-status",
                (
                    ("preparation", "Preparation"),
                    ("in-progress", "In Progress"),
                    ("not-done", "Not Done"),
                    ("on-hold", "On Hold"),
                    ("stopped", "Stopped"),
                    ("completed", "Completed"),
                    ("entered-in-error", "Entered in Error"),
                    ("unknown", "Unknown"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/event-timing",
        "EventTiming",
        (
            (
                "http://hl7.org/fhir/event-timing",
                (
                    ("MORN", "Morning"),
                    ("MORN.early", "Early Morning"),
                    ("MORN.late", "Late Morning"),
                    ("NOON", "Noon"),
                    ("AFT", "Afternoon"),
                    ("AFT.early", "Early Afternoon"),
                    ("AFT.late", "Late Afternoon"),
                    ("EVE", "Evening"),
                    ("EVE.early", "Early Evening"),
                    ("EVE.late", "Late Evening"),
                    ("NIGHT", "Night"),
                    ("PHS", "After Sleep"),
                    ("IMD", "Immediate"),
                ),
            ),
            (
                "http://terminology.hl7.org/CodeSystem/v3-TimingEvent",
                (
                    ("HS", "HS"),
                    ("WAKE", "WAKE"),
                    ("C", "C"),
                    ("CM", "CM"),
                    ("CD", "CD"),
                    ("CV", "CV"),
                    ("AC", "AC"),
                    ("ACM", "ACM"),
                    ("ACD", "ACD"),
                    ("ACV", "ACV"),
                    ("PC", "PC"),
                    ("PCM", "PCM"),
                    ("PCD", "PCD"),
                    ("PCV", "PCV"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/expression-language",
        "ExpressionLanguage",
        (
            (
                "urn:ietf:bcp:13",
                (
                    ("text/cql", "CQL"),
                    ("text/fhirpath", "FHIRPath"),
                    ("text/x-fhir-query", "FHIR Query"),
                    ("text/cql-identifier", "CQL Identifier"),
                    ("text/cql-expression", "CQL Expression"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/extension-context-type",
        "ExtensionContextType",
        (
            (
                "http://hl7.org/fhir/extension-context-type",
                (
                    ("fhirpath", "FHIRPath"),
                    ("element", "Element ID"),
                    ("extension", "Extension URL"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/filter-operator",
        "FilterOperator",
        (
            (
                "http://hl7.org/fhir/filter-operator",
                (
                    ("=", "Equals"),
                    ("is-a", "Is A (by subsumption)"),
                    ("descendent-of", "Descendent Of (by subsumption)"),
                    ("is-not-a", "Not (Is A) (by subsumption)"),
                    ("regex", "Regular Expression"),
                    ("in", "In Set"),
                    ("not-in", "Not in Set"),
                    ("generalizes", "Generalizes (by Subsumption)"),
                    ("child-of", "Child Of"),
                    ("descendent-leaf", "Descendent Leaf"),
                    ("exists", "Exists"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/http-verb",
        "HTTPVerb",
        (
            (
                "http://hl7.org/fhir/http-verb",
                (
                    ("GET", "GET"),
                    ("HEAD", "HEAD"),
                    ("POST", "POST"),
                    ("PUT", "PUT"),
                    ("DELETE", "DELETE"),
                    ("PATCH", "PATCH"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/iana-link-relations",
        "LinkRelationTypes",
        (
            (
                "http://hl7.org/fhir/CodeSystem/iana-link-relations",
                (
                    ("about", "Refers to a resource that is the subject of the link's context."),
                    ("acl", "acl"),
                    ("alternate", "Refers to a substitute for this context"),
                    ("amphtml", "Used to reference alternative content that uses the AMP profile of the HTML format."),
                    ("appendix", "Refers to an appendix."),
                    ("apple-touch-icon", "Refers to an icon for the context. Synonym for icon."),
                    ("apple-touch-startup-image", "Refers to a launch screen for the context."),
                    ("archives", "archives"),
                    ("author", "Refers to the context's author."),
                    ("blocked-by", "blocked-by"),
                    ("bookmark", "Gives a permanent link to use for bookmarking purposes."),
                    ("canonical", "Designates the preferred version of a resource (the IRI and its contents)."),
                    ("chapter", "Refers to a chapter in a collection of resources."),
                    ("cite-as", "cite-as"),
                    ("collection", "collection"),
                    ("contents", "Refers to a table of contents."),
                    ("convertedFrom", "convertedFrom"),
                    ("copyright", "Refers to a copyright statement that applies to the\n    link's context."),
                    ("create-form", "The target IRI points to a resource where a submission form can be obtained."),
                    ("current", "current"),
                    ("describedby", "Refers to a resource providing information about the\n      link's context."),
                    ("describes", "describes"),
                    ("disclosure", "disclosure"),
                    ("dns-prefetch", "dns-prefetch"),
                    ("duplicate", "duplicate"),
                    ("edit", "Refers to a resource that can be used to edit the\n      link's context."),
                    ("edit-form", "edit-form"),
                    ("edit-media", "edit-media"),
                    ("enclosure", "enclosure"),
                    ("external", "Refers to a resource that is not part of the same site as the current context."),
                    ("first", "An IRI that refers to the furthest preceding resource\n    in a series of resources."),
                    ("glossary", "Refers to a glossary of terms."),
                    ("help", "Refers to context-sensitive help."),
                    ("hosts", "Refers to a resource hosted by the server indicated by\n      the link context."),
                    ("hub", "hub"),
                    ("icon", "Refers to an icon representing the link's context."),
                    ("index", "Refers to an index."),
                    ("intervalAfter", "intervalAfter"),
                    ("intervalBefore", "intervalBefore"),
                    ("intervalContains", "intervalContains"),
                    ("intervalDisjoint", "intervalDisjoint"),
                    ("intervalDuring", "intervalDuring"),
                    ("intervalEquals", "intervalEquals"),
                    ("intervalFinishedBy", "intervalFinishedBy"),
                    ("intervalFinishes", "intervalFinishes"),
                    ("intervalIn", "intervalIn"),
                    ("intervalMeets", "intervalMeets"),
                    ("intervalMetBy", "intervalMetBy"),
                    ("intervalOverlappedBy", "intervalOverlappedBy"),
                    ("intervalOverlaps", "intervalOverlaps"),
                    ("intervalStartedBy", "intervalStartedBy"),
                    ("intervalStarts", "intervalStarts"),
                    ("item", "item"),
                    ("last", "An IRI that refers to the furthest following resource\n      in a series of resources."),
                    ("latest-version", "latest-version"),
                    ("license", "Refers to a license associated with this context."),
                    ("linkset", "linkset"),
                    ("lrdd", "lrdd"),
                    ("manifest", "Links to a manifest file for the context."),
                    ("mask-icon", "Refers to a mask that can be applied to the icon for the context."),
                    (
                        "media-feed",
                        "Refers to a feed of personalised media recommendations relevant to the link context.",
                    ),
                    ("memento", "memento"),
                    ("micropub", "Links to the context's Micropub endpoint."),
                    ("modulepreload", "modulepreload"),
                    ("monitor", "Refers to a resource that can be used to monitor changes in an HTTP resource.\n    "),
                    ("monitor-group", "monitor-group"),
                    ("next", "next"),
                    ("next-archive", "Refers to the immediately following archive resource."),
                    ("nofollow", "nofollow"),
                    ("noopener", "noopener"),
                    ("noreferrer", "Indicates that no referrer information is to be leaked when following the link."),
                    ("opener", "opener"),
                    ("openid2.local_id", "openid2.local_id"),
                    ("openid2.provider", "openid2.provider"),
                    ("original", "The Target IRI points to an Original Resource."),
                    ("P3Pv1", "Refers to a P3P privacy policy for the context."),
                    ("payment", "Indicates a resource where payment is accepted."),
                    ("pingback", "Gives the address of the pingback resource for the link context."),
                    ("preconnect", "preconnect"),
                    ("predecessor-version", "predecessor-version"),
                    ("prefetch", "prefetch"),
                    ("preload", "preload"),
                    ("prerender", "prerender"),
                    ("prev", "prev"),
                    ("preview", "Refers to a resource that provides a preview of the link's context."),
                    ("previous", "previous"),
                    ("prev-archive", "Refers to the immediately preceding archive resource."),
                    ("privacy-policy", "Refers to a privacy policy associated with the link's context."),
                    ("profile", "profile"),
                    ("publication", "publication"),
                    ("related", "Identifies a related resource."),
                    ("restconf", "restconf"),
                    ("replies", "Identifies a resource that is a reply to the context\n      of the link.\n    "),
                    ("ruleinput", "ruleinput"),
                    ("search", "search"),
                    ("section", "Refers to a section in a collection of resources."),
                    ("self", "Conveys an identifier for the link's context.\n    "),
                    ("service", "Indicates a URI that can be used to retrieve a\n      service document."),
                    ("service-desc", "service-desc"),
                    ("service-doc", "service-doc"),
                    ("service-meta", "service-meta"),
                    ("sponsored", "sponsored"),
                    ("start", "Refers to the first resource in a collection of\n      resources."),
                    ("status", "Identifies a resource that represents the context's\n      status."),
                    ("stylesheet", "Refers to a stylesheet."),
                    ("subsection", "Refers to a resource serving as a subsection in a\n      collection of resources."),
                    ("successor-version", "successor-version"),
                    ("sunset", "sunset"),
                    ("tag", "tag"),
                    ("terms-of-service", "Refers to the terms of service associated with the link's context."),
                    ("timegate", "The Target IRI points to a TimeGate for an Original Resource."),
                    ("timemap", "The Target IRI points to a TimeMap for an Original Resource."),
                    ("type", "type"),
                    ("ugc", "Refers to a resource that is within a context that is User Generated Content.\n    "),
                    ("up", "Refers to a parent document in a hierarchy of\n      documents.\n    "),
                    (
                        "version-history",
                        "Points to a resource containing the version history\n      for the context.\n    ",
                    ),
                    ("via", "via"),
                    ("webmention", "webmention"),
                    ("working-copy", "Points to a working copy for this resource."),
                    ("working-copy-of", "working-copy-of"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/identifier-type",
        "IdentifierTypeCodes",
        (
            (
                "http://terminology.hl7.org/CodeSystem/v2-0203",
                (
                    ("DL", "Driver's license number"),
                    ("PPN", "Passport number"),
                    ("BRN", "Breed Registry Number"),
                    ("MR", "Medical record number"),
                    ("MCN", "Microchip Number"),
                    ("EN", "Employer number"),
                    ("TAX", "Tax ID number"),
                    ("NIIP", "National Insurance Payor Identifier (Payor)"),
                    ("PRN", "Provider number"),
                    ("MD", "Medical License number"),
                    ("DR", "Donor Registration Number"),
                    ("ACSN", "Accession ID"),
                    ("UDI", "Universal Device Identifier"),
                    ("SNO", "Serial Number"),
                    ("SB", "Social Beneficiary Identifier"),
                    ("PLAC", "Placer Identifier"),
                    ("FILL", "Filler Identifier"),
                    ("JHN", "Jurisdictional health number"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/identifier-use",
        "IdentifierUse",
        (
            (
                "http://hl7.org/fhir/identifier-use",
                (
                    ("usual", "Usual"),
                    ("official", "Official"),
                    ("temp", "Temp"),
                    ("secondary", "Secondary"),
                    ("old", "Old"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/imagingstudy-status",
        "ImagingStudyStatus",
        (
            (
                "http://hl7.org/fhir/imagingstudy-status",
                (
                    ("registered", "Registered"),
                    ("available", "Available"),
                    ("cancelled", "Cancelled"),
                    ("entered-in-error", "Entered in Error"),
                    ("unknown", "Unknown"),
                    ("inactive", "Inactive"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/issue-severity",
        "IssueSeverity",
        (
            (
                "http://hl7.org/fhir/issue-severity",
                (
                    ("fatal", "Fatal"),
                    ("error", "Error"),
                    ("warning", "Warning"),
                    ("information", "Information"),
                    ("success", "Operation Successful"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/issue-type",
        "IssueType",
        (
            (
                "http://hl7.org/fhir/issue-type",
                (
                    ("invalid", "Invalid Content"),
                    ("structure", "Structural Issue"),
                    ("required", "Required element missing"),
                    ("value", "Element value invalid"),
                    ("invariant", "Validation rule failed"),
                    ("security", "Security Problem"),
                    ("login", "Login Required"),
                    ("unknown", "Unknown User"),
                    ("expired", "Session Expired"),
                    ("forbidden", "Forbidden"),
                    ("suppressed", "Information  Suppressed"),
                    ("processing", "Processing Failure"),
                    ("not-supported", "Content not supported"),
                    ("duplicate", "Duplicate"),
                    ("multiple-matches", "Multiple Matches"),
                    ("not-found", "Not Found"),
                    ("deleted", "Deleted"),
                    ("too-long", "Content Too Long"),
                    ("code-invalid", "Invalid Code"),
                    ("extension", "Unacceptable Extension"),
                    ("too-costly", "Operation Too Costly"),
                    ("business-rule", "Business Rule Violation"),
                    ("conflict", "Edit Version Conflict"),
                    ("limited-filter", "Limited Filter Application"),
                    ("transient", "Transient Issue"),
                    ("lock-error", "Lock Error"),
                    ("no-store", "No Store Available"),
                    ("exception", "Exception"),
                    ("timeout", "Timeout"),
                    ("incomplete", "Incomplete Results"),
                    ("throttled", "Throttled"),
                    ("informational", "Informational Note"),
                    ("success", "Operation Successful"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/link-type",
        "LinkType",
        (
            (
                "http://hl7.org/fhir/link-type",
                (
                    ("replaced-by", "Replaced-by"),
                    ("replaces", "Replaces"),
                    ("refer", "Refer"),
                    ("seealso", "See also"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/location-mode",
        "LocationMode",
        (
            (
                "http://hl7.org/fhir/location-mode",
                (
                    ("instance", "Instance"),
                    ("kind", "Kind"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/location-status",
        "LocationStatus",
        (
            (
                "http://hl7.org/fhir/location-status",
                (
                    ("active", "Active"),
                    ("suspended", "Suspended"),
                    ("inactive", "Inactive"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/marital-status",
        "MaritalStatusCodes",
        (
            (
                "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus",
                (
                    ("A", "Annulled"),
                    ("D", "Divorced"),
                    ("I", "Interlocutory"),
                    ("L", "Legally Separated"),
                    ("M", "Married"),
                    ("C", "Common Law"),
                    ("P", "Polygamous"),
                    ("T", "Domestic partner"),
                    ("U", "unmarried"),
                    ("S", "Never Married"),
                    ("W", "Widowed"),
                ),
            ),
            ("http://terminology.hl7.org/CodeSystem/v3-NullFlavor", (("UNK", "unknown"),)),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/message-transport",
        "MessageTransport",
        (
            (
                "http://hl7.org/fhir/message-transport",
                (
                    ("http", "HTTP"),
                    ("ftp", "FTP"),
                    ("mllp", "MLLP"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/name-use",
        "NameUse",
        (
            (
                "http://hl7.org/fhir/name-use",
                (
                    ("usual", "Usual"),
                    ("official", "Official"),
                    ("temp", "Temp"),
                    ("nickname", "Nickname"),
                    ("anonymous", "Anonymous"),
                    ("old", "Old"),
                    ("maiden", "Name changed for Marriage"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/narrative-status",
        "NarrativeStatus",
        (
            (
                "http://hl7.org/fhir/narrative-status",
                (
                    ("generated", "Generated"),
                    ("extensions", "Extensions"),
                    ("additional", "Additional"),
                    ("empty", "Empty"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/operation-parameter-use",
        "OperationParameterUse",
        (
            (
                "http://hl7.org/fhir/operation-parameter-use",
                (
                    ("in", "In"),
                    ("out", "Out"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/price-component-type",
        "PriceComponentType",
        (
            (
                "http://hl7.org/fhir/price-component-type",
                (
                    ("base", "base price"),
                    ("surcharge", "surcharge"),
                    ("deduction", "deduction"),
                    ("discount", "discount"),
                    ("tax", "tax"),
                    ("informational", "informational"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/property-representation",
        "PropertyRepresentation",
        (
            (
                "http://hl7.org/fhir/property-representation",
                (
                    ("xmlAttr", "XML Attribute"),
                    ("xmlText", "XML Text"),
                    ("typeAttr", "Type Attribute"),
                    ("cdaText", "CDA Text Format"),
                    ("xhtml", "XHTML"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/publication-status",
        "PublicationStatus",
        (
            (
                "http://hl7.org/fhir/publication-status",
                (
                    ("draft", "Draft"),
                    ("active", "Active"),
                    ("retired", "Retired"),
                    ("unknown", "Unknown"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/quantity-comparator",
        "QuantityComparator",
        (
            (
                "http://hl7.org/fhir/quantity-comparator",
                (
                    ("<", "Less than"),
                    ("<=", "Less or Equal to"),
                    (">=", "Greater or Equal to"),
                    (">", "Greater than"),
                    ("ad", "Sufficient to achieve this total quantity"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/reference-handling-policy",
        "ReferenceHandlingPolicy",
        (
            (
                "http://hl7.org/fhir/reference-handling-policy",
                (
                    ("literal", "Literal References"),
                    ("logical", "Logical References"),
                    ("resolves", "Resolves References"),
                    ("enforced", "Reference Integrity Enforced"),
                    ("local", "Local References Only"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/reference-version-rules",
        "ReferenceVersionRules",
        (
            (
                "http://hl7.org/fhir/reference-version-rules",
                (
                    ("either", "Either Specific or independent"),
                    ("independent", "Version independent"),
                    ("specific", "Version Specific"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/related-artifact-type",
        "RelatedArtifactType",
        (
            (
                "http://hl7.org/fhir/related-artifact-type",
                (
                    ("documentation", "Documentation"),
                    ("justification", "Justification"),
                    ("citation", "Citation"),
                    ("predecessor", "Predecessor"),
                    ("successor", "Successor"),
                    ("derived-from", "Derived From"),
                    ("depends-on", "Depends On"),
                    ("composed-of", "Composed Of"),
                    ("part-of", "Part Of"),
                    ("amends", "Amends"),
                    ("amended-with", "Amended With"),
                    ("appends", "Appends"),
                    ("appended-with", "Appended With"),
                    ("cites", "Cites"),
                    ("cited-by", "Cited By"),
                    ("comments-on", "Is Comment On"),
                    ("comment-in", "Has Comment In"),
                    ("contains", "Contains"),
                    ("contained-in", "Contained In"),
                    ("corrects", "Corrects"),
                    ("correction-in", "Correction In"),
                    ("replaces", "Replaces"),
                    ("replaced-with", "Replaced With"),
                    ("retracts", "Retracts"),
                    ("retracted-by", "Retracted By"),
                    ("signs", "Signs"),
                    ("similar-to", "Similar To"),
                    ("supports", "Supports"),
                    ("supported-with", "Supported With"),
                    ("transforms", "Transforms"),
                    ("transformed-into", "Transformed Into"),
                    ("transformed-with", "Transformed With"),
                    ("documents", "Documents"),
                    ("specification-of", "Specification Of"),
                    ("created-with", "Created With"),
                    ("cite-as", "Cite As"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/request-intent",
        "RequestIntent",
        (
            (
                "http://hl7.org/fhir/request-intent",
                (
                    ("proposal", "Proposal"),
                    ("solicit-offer", "Solicit Offer"),
                    ("offer-response", "Offer Response"),
                    ("plan", "Plan"),
                    ("directive", "Directive"),
                    ("order", "Order"),
                    ("original-order", "Original Order"),
                    ("reflex-order", "Reflex Order"),
                    ("filler-order", "Filler Order"),
                    ("instance-order", "Instance Order"),
                    ("option", "Option"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/request-priority",
        "RequestPriority",
        (
            (
                "http://hl7.org/fhir/request-priority",
                (
                    ("routine", "Routine"),
                    ("urgent", "Urgent"),
                    ("asap", "ASAP"),
                    ("stat", "STAT"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/request-status",
        "RequestStatus",
        (
            (
                "http://hl7.org/fhir/request-status",
                (
                    ("draft", "Draft"),
                    ("active", "Active"),
                    ("on-hold", "On Hold"),
                    ("ended", "Ended"),
                    ("revoked", "Revoked"),
                    ("completed", "Completed"),
                    ("entered-in-error", "Entered in Error"),
                    ("unknown", "Unknown"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/resource-aggregation-mode",
        "AggregationMode",
        (
            (
                "http://hl7.org/fhir/resource-aggregation-mode",
                (
                    ("contained", "Contained"),
                    ("referenced", "Referenced"),
                    ("bundled", "Bundled"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/resource-slicing-rules",
        "SlicingRules",
        (
            (
                "http://hl7.org/fhir/resource-slicing-rules",
                (
                    ("closed", "Closed"),
                    ("open", "Open"),
                    ("openAtEnd", "Open at End"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/restful-capability-mode",
        "RestfulCapabilityMode",
        (
            (
                "http://hl7.org/fhir/restful-capability-mode",
                (
                    ("client", "Client"),
                    ("server", "Server"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/restful-security-service",
        "RestfulSecurityService",
        (
            (
                "http://hl7.org/fhir/restful-security-service",
                (
                    ("OAuth", "OAuth"),
                    ("SMART-on-FHIR", "SMART-on-FHIR"),
                    ("NTLM", "NTLM"),
                    ("Basic", "Basic"),
                    ("Kerberos", "Kerberos"),
                    ("Certificates", "Certificates"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/search-comparator",
        "SearchComparator",
        (
            (
                "http://hl7.org/fhir/search-comparator",
                (
                    ("eq", "Equals"),
                    ("ne", "Not Equals"),
                    ("gt", "Greater Than"),
                    ("lt", "Less Than"),
                    ("ge", "Greater or Equals"),
                    ("le", "Less of Equal"),
                    ("sa", "Starts After"),
                    ("eb", "Ends Before"),
                    ("ap", "Approximately"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/search-entry-mode",
        "SearchEntryMode",
        (
            (
                "http://hl7.org/fhir/search-entry-mode",
                (
                    ("match", "Match"),
                    ("include", "Include"),
                    ("outcome", "Outcome"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/search-modifier-code",
        "SearchModifierCode",
        (
            (
                "http://hl7.org/fhir/search-modifier-code",
                (
                    ("missing", "Missing"),
                    ("exact", "Exact"),
                    ("contains", "Contains"),
                    ("not", "Not"),
                    ("text", "Text"),
                    ("in", "In"),
                    ("not-in", "Not In"),
                    ("below", "Below"),
                    ("above", "Above"),
                    ("type", "Type"),
                    ("identifier", "Identifier"),
                    ("of-type", "Of Type"),
                    ("code-text", "Code Text"),
                    ("text-advanced", "Text Advanced"),
                    ("iterate", "Iterate"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/search-param-type",
        "SearchParamType",
        (
            (
                "http://hl7.org/fhir/search-param-type",
                (
                    ("number", "Number"),
                    ("date", "Date/DateTime"),
                    ("string", "String"),
                    ("token", "Token"),
                    ("reference", "Reference"),
                    ("composite", "Composite"),
                    ("quantity", "Quantity"),
                    ("uri", "URI"),
                    ("special", "Special"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/search-processingmode",
        "SearchProcessingModeType",
        (
            (
                "http://hl7.org/fhir/search-processingmode",
                (
                    ("normal", "Normal"),
                    ("phonetic", "Phonetic"),
                    ("other", "Other"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/series-performer-function",
        "SeriesPerformerFunction",
        (
            (
                "http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
                (
                    ("CON", "consultant"),
                    ("VRF", "verifier"),
                    ("PRF", "performer"),
                    ("SPRF", "secondary performer"),
                    ("REF", "referrer"),
                    ("DEV", "device"),
                    ("LOC", "location"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/sort-direction",
        "SortDirection",
        (
            (
                "http://hl7.org/fhir/sort-direction",
                (
                    ("ascending", "Ascending"),
                    ("descending", "Descending"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/specimen-combined",
        "SpecimenCombined",
        (
            (
                "http://hl7.org/fhir/specimen-combined",
                (
                    ("grouped", "Grouped"),
                    ("pooled", "Pooled"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/specimen-status",
        "SpecimenStatus",
        (
            (
                "http://hl7.org/fhir/specimen-status",
                (
                    ("available", "Available"),
                    ("unavailable", "Unavailable"),
                    ("unsatisfactory", "Unsatisfactory"),
                    ("entered-in-error", "Entered in Error"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/structure-definition-kind",
        "StructureDefinitionKind",
        (
            (
                "http://hl7.org/fhir/structure-definition-kind",
                (
                    ("primitive-type", "Primitive Data Type"),
                    ("complex-type", "Complex Data Type"),
                    ("resource", "Resource"),
                    ("logical", "Logical"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/system-restful-interaction",
        "SystemRestfulInteraction",
        (
            (
                "http://hl7.org/fhir/restful-interaction",
                (
                    ("transaction", "transaction"),
                    ("batch", "batch"),
                    ("search-system", "search-system"),
                    ("history-system", "history-system"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/trigger-type",
        "TriggerType",
        (
            (
                "http://hl7.org/fhir/trigger-type",
                (
                    ("named-event", "Named Event"),
                    ("periodic", "Periodic"),
                    ("data-changed", "Data Changed"),
                    ("data-added", "Data Added"),
                    ("data-modified", "Data Updated"),
                    ("data-removed", "Data Removed"),
                    ("data-accessed", "Data Accessed"),
                    ("data-access-ended", "Data Access Ended"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/type-derivation-rule",
        "TypeDerivationRule",
        (
            (
                "http://hl7.org/fhir/type-derivation-rule",
                (
                    ("specialization", "Specialization"),
                    ("constraint", "Constraint"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/type-restful-interaction",
        "TypeRestfulInteraction",
        (
            (
                "http://hl7.org/fhir/restful-interaction",
                (
                    ("read", "read"),
                    ("vread", "vread"),
                    ("update", "update"),
                    ("patch", "patch"),
                    ("delete", "delete"),
                    ("history-instance", "history-instance"),
                    ("history-type", "history-type"),
                    ("create", "create"),
                    ("search-type", "search-type"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/udi-entry-type",
        "UDIEntryType",
        (
            (
                "http://hl7.org/fhir/udi-entry-type",
                (
                    ("barcode", "Barcode"),
                    ("rfid", "RFID"),
                    ("manual", "Manual"),
                    ("card", "Card"),
                    ("self-reported", "Self Reported"),
                    ("electronic-transmission", "Electronic Transmission"),
                    ("unknown", "Unknown"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/units-of-time",
        "UnitsOfTime",
        (
            (
                "http://unitsofmeasure.org",
                (
                    ("s", "second"),
                    ("min", "minute"),
                    ("h", "hour"),
                    ("d", "day"),
                    ("wk", "week"),
                    ("mo", "month"),
                    ("a", "year"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/value-filter-comparator",
        "ValueFilterComparator",
        (
            (
                "http://hl7.org/fhir/search-comparator",
                (
                    ("eq", "Equals"),
                    ("gt", "Greater Than"),
                    ("lt", "Less Than"),
                    ("ge", "Greater or Equals"),
                    ("le", "Less of Equal"),
                    ("sa", "Starts After"),
                    ("eb", "Ends Before"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/version-algorithm",
        "VersionAlgorithm",
        (
            (
                "http://hl7.org/fhir/version-algorithm",
                (
                    ("semver", "SemVer"),
                    ("integer", "Integer"),
                    ("alpha", "Alphabetical"),
                    ("date", "Date"),
                    ("natural", "Natural"),
                ),
            ),
        ),
    ),
    (
        "http://hl7.org/fhir/ValueSet/versioning-policy",
        "ResourceVersionPolicy",
        (
            (
                "http://hl7.org/fhir/versioning-policy",
                (
                    ("no-version", "No VersionId Support"),
                    ("versioned", "Versioned"),
                    ("versioned-update", "VersionId tracked fully"),
                ),
            ),
        ),
    ),
    (
        "http://terminology.hl7.org/ValueSet/usage-context-type",
        "UsageContextType",
        (
            (
                "http://terminology.hl7.org/CodeSystem/usage-context-type",
                (
                    ("gender", "Gender"),
                    ("age", "Age Range"),
                    ("focus", "Clinical Focus"),
                    ("user", "User Type"),
                    ("workflow", "Workflow Setting"),
                    ("task", "Workflow Task"),
                    ("venue", "Clinical Venue"),
                    ("species", "Species"),
                    ("program", "Program"),
                ),
            ),
        ),
    ),
    (
        "http://terminology.hl7.org/ValueSet/v2-0493",
        "Hl7VSSpecimenCondition",
        (
            (
                "http://terminology.hl7.org/CodeSystem/v2-0493",
                (
                    ("AUT", "Autolyzed"),
                    ("CLOT", "Clotted"),
                    ("CON", "Contaminated"),
                    ("COOL", "Cool"),
                    ("FROZ", "Frozen"),
                    ("HEM", "Hemolyzed"),
                    ("LIVE", "Live"),
                    ("ROOM", "Room temperature"),
                    ("SNR", "Sample not received"),
                    ("CFU", "Centrifuged"),
                ),
            ),
        ),
    ),
    (
        "http://terminology.hl7.org/ValueSet/v2-0916",
        "Hl7VSRelevantClincialInformation",
        (
            (
                "http://terminology.hl7.org/CodeSystem/v2-0916",
                (
                    ("F", "Patient was fasting prior to the procedure."),
                    ("NF", "The patient indicated they did not fast prior to the procedure."),
                    ("NG", "Not Given - Patient was not asked at the time of the procedure."),
                    ("FNA", "Fasting not asked of the patient at time of procedure."),
                ),
            ),
        ),
    ),
)

# Codes that are used without a value set of their own, by code system.
CODE_SYSTEMS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "http://terminology.hl7.org/CodeSystem/v2-0203",
        (
            ("AC", "Accreditation/Certification Identifier"),
            ("ACSN", "Accession ID"),
            ("AN", "Account number"),
            ("ASID", "Ancestor Specimen ID"),
            ("BCFN", "Birth Certificate File Number"),
            ("DL", "Driver's license number"),
            ("DN", "Doctor number"),
            ("DR", "Donor Registration Number"),
            ("EI", "Employee number"),
            ("FGN", "Filler Group Number"),
            ("FILL", "Filler Identifier"),
            ("GI", "Guarantor internal identifier"),
            ("LI", "Labor and industries number"),
            ("LN", "License number"),
            ("MB", "Member Number"),
            ("MD", "Medical License number"),
            ("MR", "Medical record number"),
            ("MRT", "Temporary Medical Record Number"),
            ("NH", "National Health Plan Identifier"),
            ("NI", "National unique individual identifier"),
            ("NII", "National Insurance Organization Identifier"),
            ("NIIP", "National Insurance Payor Identifier (Payor)"),
            ("NP", "Nurse practitioner number"),
            ("NPI", "National provider identifier"),
            ("OBI", "Observation Instance Identifier"),
            ("PGN", "Placer Group Number"),
            ("PI", "Patient internal identifier"),
            ("PLAC", "Placer Identifier"),
            ("PN", "Person number"),
            ("PPN", "Passport number"),
            ("PRC", "Permanent Resident Card Number"),
            ("PRN", "Provider number"),
            ("PT", "Patient external identifier"),
            ("RI", "Resource identifier"),
            ("RRI", "Regional registry ID"),
            ("SB", "Social Beneficiary Identifier"),
            ("SN", "Subscriber Number"),
            ("SNO", "Serial Number"),
            ("SR", "State registry ID"),
            ("SS", "Social Security number"),
            ("TAX", "Tax ID number"),
            ("UDI", "Universal Device Identifier"),
            ("UPIN", "Medicare/CMS (formerly HCFA)'s Universal Physician Identification numbers"),
            ("USID", "Unique Specimen ID"),
            ("VN", "Visit number"),
            ("XX", "Organization identifier"),
        ),
    ),
)

# What codes mean, where their names do not say it.
# Source: https://hl7.org/fhir/6.0.0-ballot4/codesystem-imagingstudy-status.html
CODE_DEFINITIONS: dict[tuple[str, str], str] = {
    (
        "http://hl7.org/fhir/imagingstudy-status",
        "registered",
    ): "The study is known to exist, but none of its instances is there yet.",
    ("http://hl7.org/fhir/imagingstudy-status", "available"): "At least one instance of the study is there.",
    (
        "http://hl7.org/fhir/imagingstudy-status",
        "cancelled",
    ): "The study was not started or not completed, and is not to be had.",
    (
        "http://hl7.org/fhir/imagingstudy-status",
        "entered-in-error",
    ): "The study should never have been recorded, and has been withdrawn.",
    (
        "http://hl7.org/fhir/imagingstudy-status",
        "unknown",
    ): "One of the other statuses applies, but it is not known which.",
    (
        "http://hl7.org/fhir/imagingstudy-status",
        "inactive",
    ): "What the resource says no longer holds, as when the study was removed at the end of its retention.",
}
