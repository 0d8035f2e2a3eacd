"""A text as people paste it, and the same text as it was before it was set.

Pasted text comes from PDFs, mails and word processors: lines are broken anywhere, words are
hyphenated across them, letters are ligatures, quotation marks are curled or straight. None of that
alters a quotation, nor does letter case. Everything else does: a comma, a word, a spelling.

This module knows no Django.
"""

import re
import unicodedata
from collections.abc import Container, Iterator

# A text is read up to here; it is some ten pages.
LONGEST = 20_000

# What a hyphen before a line break is turned into: it may be of the word, or of the break.
BROKEN = "\ue000"
# What stands at the ends of a sentence without being of its words.
ENDS = " .,;:\"'()-\n\t"
# What of it a wording may lack, or have, without being altered.
_ENDS_OF_FORM = " .\"'-"

# Signs that mean the same, by their code points, since many look alike.
_SIGNS = str.maketrans(
    dict.fromkeys([0x201C, 0x201D, 0x201E, 0x201F, 0xAB, 0xBB, 0x2033], '"')
    | dict.fromkeys([0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x60, 0xB4], "'")
    | dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")
    # Bullets as word processors' fonts have them.
    | dict.fromkeys([0xF0B7, 0xF0A7, 0xF0D8, 0x27A2, 0x25BA, 0x2043, 0x2219], "•")
    # Raised digits number footnotes.
    | dict.fromkeys([0xB9, 0xB2, 0xB3, 0x2070, *range(0x2074, 0x207A)], None)
    | dict.fromkeys([0x2028, 0x2029], "\n")
    # Arabic words are drawn long to fill a line.
    | {0x0640: None}
    | {ord(BROKEN): None}
)
_BULLETS = "•‣◦▪●■□"
# What numbers or marks a line: “•”, “-”, “o”, “##”, “3.2”, “GPG2023-3.2:”, “(4)”, “IV.”.
_CODE = r"(?:gpg[ -]?)?(?:20\d\d[ -])?(?:t?\d{1,2}\.\d{1,2}|t\d)[.:)]?(?=\s)"
_BULLET = re.compile(
    rf"[ \t]*[{_BULLETS}][ \t]*"
    r"|^[ \t]*(?:[—–*·]|(?:[-o]|\#{1,6})(?=\s)|\(?(?:\d{1,2}|[ivx]{1,4})[.)](?=\s)"
    rf"|{_CODE})[ \t]*",
    re.MULTILINE | re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W*(?:(?:and|goals?|objectives?|themes?|commitments?|gpgs?|no)\b\W*)*"
    r"(?:t?[\d.]+|[ivx]+)?\W*(?:20\d\d)?\W*",
    re.IGNORECASE,
)
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-(?:[ \t]*\n[ \t]*|[ ])(?=[^\W\d_])")
_ABBREVIATION = (
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bNo\.)(?<!\b[A-Z]\.)"
)
_SENTENCE_END = re.compile(
    rf"(?<=[.!?;؟]){_ABBREVIATION}\s+(?=[\"'(]*(?![a-zà-ÿ])\w)"
    rf"|(?<=[.!?؟][\"')])\s+(?=[\"'(]*(?![a-zà-ÿ])\w)"
    r"|(?<=\w\w[.!?;])\n"
)
# A wording may begin at the start of a line, a sentence or a quotation, or after a code.
_OPENING = re.compile(r"(?:\A|[\n\"'.:;!?(]| -|\b\d\.\d{1,2}\b)[ ]*(?=\w)")

# A full stop, and a comma before a quotation mark as it is set in America, alter nothing.
_CLOSE = re.compile(r"[ ]*(?:$|\n|[\"')]|\.+(?![^\W\d_])|,[\"'])")


def tidy(text: str) -> str:
    """The text as it was before it was set: signs of one kind, no ligatures, each bullet a
    paragraph, and each hyphen at the end of a line as a sign of its own. Line breaks are kept."""
    text = text[:LONGEST].translate(_SIGNS)
    # One sign can become eighteen, so it is cut again.
    text = unicodedata.normalize("NFKC", text)[:LONGEST].translate(_SIGNS)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not re.sub(r"[\n\t]", "", text).isprintable():
        text = "".join(_plain(sign) for sign in text)
    text = _BULLET.sub("\n\n", text.replace("**", ""))
    # Columns side by side.
    text = re.sub(r"\t+| {4,}", "\n", text)
    text = _HYPHENATED.sub(BROKEN, text)
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    # A page ends within a sentence.
    return re.sub(r"(?<=[\w,])\n{2,}(?=[a-z])", "\n", text).strip()


def _plain(sign: str) -> str:
    if sign.isprintable() or sign in "\n\t":
        return sign
    # Soft hyphens, marks of direction and signs without width stand within words.
    return "" if unicodedata.category(sign) == "Cf" else " "


def blocks(tidied: str) -> Iterator[str]:
    """The paragraphs of a tidied text that have words."""
    return (block for block in re.split(r"\n{2,}", tidied) if block.strip(ENDS))


def sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE_END.split(text) if sentence.strip(ENDS)]


def openings(text: str) -> Iterator[int]:
    """The places in a tidied text where a wording may begin."""
    return (found.end() for found in _OPENING.finditer(text))


def closes(text: str, end: int) -> bool:
    """Whether a wording may end there: a sentence, a line or a quotation does."""
    return bool(_CLOSE.match(text, end))


def is_label(text: str) -> bool:
    """Whether `text` only names a unit, such as “Goal 3:”, or is no word at all."""
    return bool(_LABEL.fullmatch(text))


def low(text: str) -> str:
    """In small letters, sign for sign, so that places stay the same."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)


def form(text: str) -> str:
    """What of a wording must be the same for it to be verbatim."""
    tidied = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)
    return " ".join(low(tidied).split()).strip(_ENDS_OF_FORM)


def one_line(text: str, hyphenated: Container[str]) -> str:
    """A passage of a tidied text for people. A hyphen at the end of a line stays where the word is
    among the `hyphenated`."""

    def joined(found: re.Match[str]) -> str:
        word = found[0].replace(BROKEN, "-")
        return word if low(word) in hyphenated else found[0].replace(BROKEN, "")

    if BROKEN in text:
        text = re.sub(rf"[\w-]{{1,40}}{BROKEN}[\w-]{{1,40}}", joined, text).replace(BROKEN, "")
    return " ".join(text.split()).strip(" \"'")
