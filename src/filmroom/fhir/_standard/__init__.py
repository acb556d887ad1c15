"""Published code lists, as data: each module names its source and edition."""
