"""As INTERPOL writes English: 29 November 2026."""

DATE_FORMAT = "j F Y"
