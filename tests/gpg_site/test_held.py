"""Finished answers: their encodings, their ETags, and how many are held."""

import zlib

import brotli
import msgspec
import pytest

from gpg_site import held
from gpg_site.held import Held, Store, replace_file

TEXT = b"Global Policing Goals. " * 100
HTML = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "public, max-age=0")]


def page(body=TEXT, headers=HTML, status="200 OK", version="a"):
    return Held.of(version, status, headers, body)


def test_each_encoding_brings_the_same_page():
    finished = page().with_brotli()

    assert finished.body("") == TEXT
    assert zlib.decompress(finished.body("gzip"), wbits=31) == TEXT
    assert brotli.decompress(finished.body("br")) == TEXT
    assert finished.plain == b""


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("BR;q=0.1, gzip;q=1", "br"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("gzip;q=much", ""),
        ("br;level=11", "br"),
    ],
)
def test_a_reader_gets_the_best_that_it_accepts(accepted, encoding):
    assert page().with_brotli().encoding(accepted) == encoding


def test_before_there_was_time_for_brotli_gzip_is_the_best():
    assert page().encoding("br, gzip") == "gzip"
    assert page().encoding("br") == ""


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"short", "text/html"), (TEXT, "application/pdf"), (TEXT, "image/png")],
)
def test_what_gains_nothing_is_not_compressed(body, content_type):
    finished = page(body, [("Content-Type", content_type)]).with_brotli()

    assert (finished.plain, finished.gzip, finished.br) == (body, b"", b"")
    assert finished.encoding("br, gzip") == ""
    assert finished.body("") == body


def test_each_encoding_has_an_etag_of_its_own_and_any_of_them_is_known_again():
    finished = page()
    tags = [finished.tag(encoding) for encoding in ("", "gzip", "br")]

    assert len(set(tags)) == 3
    assert all(tag == f'"{tag[1:-1]}"' for tag in tags)
    assert all(finished.is_what(given) for given in (*tags, f"W/{tags[1]}", "*", f'"x", {tags[2]}'))
    assert not any(finished.is_what(given) for given in ('"x"', "", page(b"other" * 99).tag("br")))


def test_an_etag_is_of_the_body_alone():
    assert page(version="a").tag("br") == page(version="b").tag("br")


@pytest.mark.parametrize(
    ("status", "headers", "lasting"),
    [
        ("200 OK", HTML, True),
        ("301 Moved Permanently", HTML, True),
        ("302 Found", HTML, True),
        ("404 Not Found", HTML, True),
        ("503 Service Unavailable", HTML, False),
        ("405 Method Not Allowed", HTML, False),
        ("200 OK", [("Cache-Control", "no-store")], False),
        ("200 OK", [], False),
        ("200 OK", [*HTML, ("Set-Cookie", "a=b")], False),
    ],
)
def test_what_is_not_for_everybody_does_not_last(status, headers, lasting):
    assert page(status=status, headers=headers).is_lasting is lasting


def test_what_is_made_anew_for_each_reader_is_not_kept():
    headers = [*HTML, ("ETag", '"1"'), ("Vary", "Cookie"), ("Content-Length", "1"), ("X-A", "b")]

    assert page(headers=headers).headers == (*HTML, ("X-A", "b"))


def test_answers_have_their_headers_in_common():
    one, other = page(), msgspec.msgpack.decode(msgspec.msgpack.encode(page()), type=Held)

    assert other == one
    assert other.headers is not one.headers
    assert other.with_shared_headers().headers is one.headers


def test_the_least_recently_used_go_first():
    one = page(b"1", [("Content-Type", "text/plain")])
    store = Store(most_bytes=2 * one.size)
    for address in ("a", "b", "a", "c"):
        store.put(address, one) if store.get(address) is None else None

    assert [address for address, _held in store.items()] == ["a", "c"]
    assert store.bytes == 2 * one.size

    store.put("large", page(b"1" * 3000, [("Content-Type", "image/png")]))
    assert (len(store), store.bytes) == (0, 0)


def test_the_same_address_is_held_once():
    store = Store(most_bytes=10**6)
    store.put("a", page(version="a"))
    store.put("a", page(version="b"))

    assert [(address, finished.version) for address, finished in store.items()] == [("a", "b")]
    assert store.bytes == page().size


def test_what_is_of_another_state_is_let_go():
    store = Store(most_bytes=10**6)
    store.put("a", page(version="a"))
    store.put("b", page(version="b"))
    store.keep_only("b")

    assert [address for address, _finished in store.items()] == ["b"]
    assert store.bytes == page().size


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "pages"
    replace_file(path, b"first")
    replace_file(path, b"second")
    assert path.read_bytes() == b"second"

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(held.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"third")

    assert path.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [path]
