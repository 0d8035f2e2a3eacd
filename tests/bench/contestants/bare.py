"""A WSGI function that does nothing: what the server itself can do.

PAGE is a file of bytes that are sent as they are, HEADERS one of their headers as JSON.
"""

import json
import os
from pathlib import Path

_page = Path(os.environ["PAGE"]).read_bytes()
_headers = list(json.loads(Path(os.environ["HEADERS"]).read_text()).items())


def application(environ, start_response):
    start_response("200 OK", _headers.copy())
    return [_page]
