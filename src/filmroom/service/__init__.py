"""The use cases: the one place where the stages of the flow meet."""
