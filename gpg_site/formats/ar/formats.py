"""As INTERPOL writes Arabic: no comma before the year."""

DATE_FORMAT = "j F Y"
