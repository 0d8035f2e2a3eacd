"""A new edition from a copy or from a file: read, tried out, shown, and only then written."""
