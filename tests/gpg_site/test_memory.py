"""What finished pages take in memory, measured on the shipped content."""

import tracemalloc

import msgspec
import pytest
from django.core.wsgi import get_wsgi_application

from goals.answers import data_address
from gpg_site.held import Held, Store
from gpg_site.manifest import public_addresses
from tests.wsgi import ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

# Of the bytes that are held, as DESIGN has it.
MOST = 1.2


def test_pages_take_a_fifth_more_than_their_bytes_at_most():
    django = get_wsgi_application()
    pages = [entry["path"] for entry in public_addresses() if entry["path"].endswith("/")][::5]
    made = []
    for path in (*pages, *(data_address(path, "json") for path in pages)):
        answer = ask(django, path)
        headers = list(answer.headers.items())
        made.append(Held.of("a" * 36, f"{answer.status} OK", headers, answer.body).with_brotli())
    # As they come from the file of a start: each with bytes and headers of its own.
    kept = msgspec.msgpack.encode(made)

    tracemalloc.start()
    store = Store(most_bytes=10**9)
    before = tracemalloc.get_traced_memory()[0]
    for number, held in enumerate(msgspec.msgpack.decode(kept, type=list[Held])):
        store.put(f"https://gpg.example.org/2023/pages/{number}/", held.with_shared_headers())
    del held
    used = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()

    assert len(store) > 80
    held_bytes = sum(len(one.gzip) + len(one.br) + len(one.plain) for _, one in store.items())
    assert used / held_bytes <= MOST
    # And the bound of the store counts no less than there is.
    assert store.bytes >= used
