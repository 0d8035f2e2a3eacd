"""The public data as an API: what it promises, in a document for programs and on pages for people.

`routes` reads the addresses that there are, `resources` says what stands at them, `schemas` what
the answers are made of, `document` puts the three together, and `page` reads the document out.
"""
