"""What each page on themes says, as a typed dictionary built in a fixed number of queries."""

from .matrix import matrix_page
from .pages import commitment_page, theme_list_page, theme_page

__all__ = ["commitment_page", "matrix_page", "theme_list_page", "theme_page"]
