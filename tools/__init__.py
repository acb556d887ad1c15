"""Programs that make files of this repository from its tables."""
