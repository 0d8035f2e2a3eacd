"""How programs find what there is, and what has changed: the feed of changes, the sitemap, and the
files that robots, language models and finders of faults look for."""
