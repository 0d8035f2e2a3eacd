"""Codes in every spelling: what a reader who types `GPG 3.2` or `theme IV` may mean.

In other languages their own words are read besides: `Objectif spécifique 3.2`, `الهدف الثالث`. This
module knows no Django, and not what exists: it lists every unit that a text may name.
"""

import re
import unicodedata
from dataclasses import dataclass

_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
}

_N = r"([1-9][0-9]?)"
_POINT = rf"{_N}\s*[.,]\s*{_N}"
_YEAR = r"([1-9][0-9]{3})"


@dataclass(frozen=True)
class Reference:
    """A unit that a text may name. `year` is 0 where it names no edition, `number` where the unit
    has none within its parent. `item` is that of an SDG's target."""

    kind: str
    parent: int = 0
    number: int = 0
    item: str = ""
    year: int = 0

    @property
    def code(self) -> str:
        """The code that a record of such a unit has."""
        match self.kind:
            case "objective":
                return f"{self.parent}.{self.number}"
            case "commitment":
                return f"T{self.parent}.{self.number}"
            case "theme":
                return f"T{self.parent}"
            case "sdg":
                return f"SDG {self.parent}"
            case "target":
                return f"{self.parent}.{self.item}"
            case "edition":
                return str(self.year)
        return str(self.parent)


# Each spelling with the kinds that it may name. Groups are parent and number.
_SPELLINGS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), kinds)
    for pattern, kinds in (
        (rf"(?:goal |objective |objectives )?{_POINT}", ("objective", "target")),
        (rf"goal {_N},? objective (?:{_N}\.)?{_N}", ("objective",)),
        (rf"objective {_N},? (?:of |in )?goal {_N}", ("objective reversed",)),
        (rf"(?:commitment )?(?:t|theme )\s*{_POINT}", ("commitment",)),
        (rf"commitment {_POINT}", ("commitment",)),
        (rf"theme {_N},? commitment {_N}", ("commitment",)),
        (rf"commitment {_N},? (?:of |in )?theme {_N}", ("commitment reversed",)),
        (rf"goal {_N}", ("goal", "sdg")),
        (rf"(?:theme |t\s*){_N}", ("theme",)),
        (rf"(?:sdg|sustainable development goal|un goal)s?\s*{_N}", ("sdg",)),
        (
            rf"(?:sdg |sdg target |target |un target )\s*{_N}\s*[.,]\s*({_N[1:-1]}|[a-d])",
            ("target",),
        ),
        (rf"{_N}\.([a-d])", ("target",)),
        (_N, ("goal", "sdg")),
    )
)


def references(text: str, language: str = "en") -> list[Reference]:
    """Every unit that `text` may name, if it is nothing but a code; else none."""
    folded = " ".join(text.casefold().replace("–", "-").split())[:80]
    folded = _in_english(folded, language)
    folded = re.sub(r"[#§:;()\[\]]|,(?=\s)", " ", folded).strip(" .,?!")
    folded = re.sub(r"\bgpgs?(?=[0-9t])", "gpg ", folded)
    is_ours = bool(re.search(r"gpg|global policing", folded))
    folded, year = _edition(folded)
    if not folded:
        return [Reference("edition", year=year)] if year else []
    folded = _in_digits(folded)
    found: list[Reference] = []
    for pattern, kinds in _SPELLINGS:
        match = pattern.fullmatch(folded)
        if match:
            groups = [group for group in match.groups() if group]
            found += [_reference(kind, groups, year) for kind in kinds]
    # Who names an edition, or the Global Policing Goals, does not mean the UN's.
    ours_alone = bool(year) or is_ours
    return [
        reference
        for reference in dict.fromkeys(found)
        if not (ours_alone and reference.kind in ("sdg", "target"))
    ]


# What other languages say for the words of a code, without accents, the longer first; Arabic with
# its letters folded.
_IN_ENGLISH: dict[str, tuple[tuple[str, str], ...]] = {
    "fr": (
        (r"objectifs? de l'action policiere mondiale", "global policing goal"),
        (r"objectifs? de developpement durable|odd", "sdg"),
        (r"cibles?", "target"),
        (r"objectifs? specifiques?", "objective"),
        (r"objectifs?", "goal"),
        (r"engagements?", "commitment"),
        (r"themes?", "theme"),
        (r"de l'|l'|d'|de la|des|de|du|dans|la|le", "of "),
    ),
    "es": (
        (r"objetivos? policial(?:es)? mundial(?:es)?", "global policing goal"),
        (r"objetivos? de desarrollo sostenible|ods", "sdg"),
        (r"metas?", "target"),
        (r"objetivos? especificos?", "objective"),
        (r"objetivos?", "goal"),
        (r"compromisos?", "commitment"),
        (r"temas?", "theme"),
        (r"edicion", "edition"),
        (r"de los|de la|del|de|en|los|la|el", "of"),
    ),
    "ar": (
        (r"(?:هدف|اهداف) العمل الشرطي العالمي", "global policing goal"),
        (r"(?:غايه|غايات) التنميه المستدامه", "sdg target"),
        (r"(?:هدف|اهداف) التنميه المستدامه", "sdg"),
        (r"(?:ال)?غايه", "target"),
        (r"(?:ال)?هدف (?:ال)?محدد", "objective"),
        (r"(?:ال)?هدف", "goal"),
        (r"(?:ال)?التزام", "commitment"),
        (r"(?:ال)?محور", "theme"),
        (r"(?:ال)?طبعه", "edition"),
        (r"(?:ال)?انتربول", "interpol"),
        (r"من|في", "of"),
    ),
}
_NUMBERS_IN = {
    "fr": "_ deux trois quatre cinq six sept huit neuf dix",
    "es": "_ dos tres cuatro cinco seis siete ocho nueve diez",
    "ar": "الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر",
}
_ARABIC_SIGNS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ةى٫،", "01234567890123456789هي.,")


def _in_english(folded: str, language: str) -> str:
    """A text in small letters, with the words of codes in English."""
    if language not in _IN_ENGLISH:
        return folded
    apart = unicodedata.normalize("NFKD", folded).translate(_ARABIC_SIGNS)
    text = "".join(sign for sign in apart if not unicodedata.combining(sign)).replace("’", "'")
    for pattern, english in _IN_ENGLISH[language]:
        text = re.sub(rf"(?<!\w)(?:{pattern})(?:(?!\w)|(?<='))", english, text)
    numbers = _NUMBERS_IN[language].split()
    words = text.split()
    digits = [str(numbers.index(word) + 1) if word in numbers else word for word in words]
    # “Meta 16.4 de los ODS”, “cible des ODD 16.4”.
    return re.sub(r"^target (.*) ?of sdg\b|^target of sdg", r"target \1", " ".join(digits))


def _edition(text: str) -> tuple[str, int]:
    """The text without the edition that it names, and that edition's year or 0."""
    named = re.search(rf"(?:^|[\s-]){_YEAR}(?:$|(?=[\s-]))", text)
    year = int(named[1]) if named else 0
    if named:
        text = f"{text[: named.start(1)]} {text[named.end(1) :]}"
    text = re.sub(r"\b(gpgs?|global policing goals?|interpol|edition|of|the|in)\b", " ", text)
    return " ".join(text.replace("-", " ").split()), year


def _in_digits(text: str) -> str:
    """Numbers in letters, and Roman ones after “theme”, as digits; “goals” as “goal”."""
    words = text.split()
    for place, word in enumerate(words):
        if word in _NUMBERS:
            words[place] = str(_NUMBERS.index(word) + 1)
        elif word in _ROMAN and ((place and words[place - 1] == "theme") or len(words) == 1):
            words[place] = str(_ROMAN[word])
            if len(words) == 1:
                words.insert(0, "theme")
        elif word in ("goals", "themes"):
            words[place] = word[:-1]
    return " ".join(words)


def _reference(kind: str, groups: list[str], year: int) -> Reference:
    kind, _space, reversed_ = kind.partition(" ")
    if reversed_:
        groups = groups[::-1]
    if kind == "target":
        return Reference(kind, int(groups[0]), item=groups[-1])
    if kind in ("objective", "commitment"):
        return Reference(kind, int(groups[0]), int(groups[-1]), year=year)
    return Reference(kind, int(groups[0]), year=0 if kind == "sdg" else year)
