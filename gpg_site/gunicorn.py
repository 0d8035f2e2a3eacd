"""How gunicorn serves the portal; `make run` and every deployment read this file."""

from typing import Any

worker_class = "gthread"
workers = 2
threads = 2
# Each worker loads the application once, before it is forked.
preload_app = True
# At a stop or a reload workers finish what they have begun, in so many seconds at most. Whoever
# stops the server must wait longer (TimeoutStopSec in docs/deployment/gpg.service).
graceful_timeout = 30
# No socket for remote control: nothing here needs one, and it writes into the home folder.
control_socket_disable = True
accesslog = None
# A question of any length is answered by a page; the server in front bounds what it passes on.
limit_request_line = 0


def post_worker_init(worker: Any) -> None:
    """Takes the kept pages before the first request comes."""
    if start := getattr(worker.wsgi, "start", None):
        start()
