"""Units on paper and in pictures, set by typst: PDF files and social cards."""
