"""Finding: search by words, codes in every spelling, and whether a quotation is official.

`words` (how a text is read), `references` (codes) and `quotations` are pure. `records` reads the
content, `engine` ranks it, `index` keeps one engine a process up to date.
"""
