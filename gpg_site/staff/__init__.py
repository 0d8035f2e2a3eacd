"""The editors' desk: what the staff side has beyond Django's admin."""
