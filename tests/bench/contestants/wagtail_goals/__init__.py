"""The same goals in Wagtail: pages in a tree, blocks in stream fields, and their templates."""
