"""Whole editions as files: one typed dictionary, one module for each form of it."""

from .edition import EditionDocument, edition_document

__all__ = ["EditionDocument", "edition_document"]
