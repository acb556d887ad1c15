"""Every claim of speed and memory, measured against a peer in the same run: ``make bench``."""
