"""CPU time of judging quotations in a hundred times today's content. `make bench` prints it.

Milliseconds: the median and the worst of single sentences, and what long and hostile texts cost.
"""

import random
import statistics
import time
from pathlib import Path

import pytest

from gpg_site.search.contents import read as read_contents
from gpg_site.search.quotations import Official, Quotations
from gpg_site.search.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

WRITTEN = Path(__file__).parent / "gpg_site" / "search" / "quotations.txt"


def multiplied(officials, times):
    """Each wording so many times, a third of its words of every copy taken from others."""
    dice = random.Random(7)
    pool = [word for official in officials for word in official.text.split()]
    yield from officials
    for copy in range(1, times):
        for official in officials:
            words = [
                dice.choice(pool) if dice.random() < 0.33 else word
                for word in official.text.split()
            ]
            yield Official((copy, official.unit), " ".join(words))


def cost(quotations, text):
    start = time.process_time()
    read(quotations, text)
    return 1000 * (time.process_time() - start)


def test_what_quotations_cost():
    officials = read_contents("en").wordings
    start = time.process_time()
    quotations = Quotations(multiplied(officials, 100))
    count = len(quotations.officials)
    print(f"{count} wordings, built in {time.process_time() - start:.1f} s")  # noqa: T201
    lines = WRITTEN.read_text(encoding="utf-8").splitlines()
    written = [line.split("|", 2)[2] for line in lines if line.count("|") > 1]
    costs = [cost(quotations, text) for text in (*written, *(o.text for o in officials))]
    median, worst = statistics.median(costs), max(costs)
    print(f"{len(costs)} sentences: median {median:.1f} ms, worst {worst:.1f} ms")  # noqa: T201
    foreign = "\n".join(written) * 3
    texts = {
        "20,000 characters of official text": "\n".join(o.text for o in officials)[:20_000],
        "20,000 characters of other text": foreign[:20_000],
        "one word": "x" * 20_000,
        "one word again and again": "word " * 4_000,
        "an official word again and again": "Strengthen the\n" * 1_400,
        "quotation marks": '"a ' * 7_000,
        "bullets": "• " * 10_000,
        "hyphens": "-\na" * 7_000,
    }
    for name, text in texts.items():
        print(f"{name}: {cost(quotations, text):.0f} ms")  # noqa: T201
