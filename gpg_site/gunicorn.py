"""How gunicorn serves the portal; `make run` and every deployment read this file."""

import logging
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from gpg_site.logs import JsonFormatter

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
# Python's warnings are lines of the log too.
logging.captureWarnings(True)
# A question of any length is answered by a page; the server in front bounds what it passes on.
limit_request_line = 0


def post_worker_init(worker: Any) -> None:
    """Takes the kept pages before the first request comes."""
    if start := getattr(worker.wsgi, "start", None):
        start()


class JsonLogger(Logger):
    """What gunicorn says, in the form of what the portal says."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonFormatter())


logger_class = JsonLogger
