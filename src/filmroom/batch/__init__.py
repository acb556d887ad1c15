"""Whole folders of DICOM in, files of FHIR resources and a report out.

Two phases, both spread over worker processes: reading, which sorts the facts of instances into
partitions on disk, so that each study is in one partition whole; and settling, which takes one
partition at a time. Memory holds one partition for each worker, however large the archive is.
"""
