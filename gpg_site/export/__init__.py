"""The public site as files, for any web server, a folder or a USB stick: `manage.py export`.

`addresses` says what there is to copy, `asking` answers it, `links` makes what leads from one page
to another lead from one file to another, `folder` puts it all in place at once, and `site` goes
from page to page. The search of the copy is `units` and `search.js`.
"""
