"""The running server: HTTP workers, the settling process, started and stopped together."""
