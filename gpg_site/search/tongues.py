"""How French, Spanish and Arabic are read.

Readers leave accents out, so that plain forms have none; the stemmers were made for words that have
them, and endings that tell get theirs back before. What is too coarse for a dictionary will do
here: every text and every question is read by the same rules. This module knows no Django.
"""

import re

from .words import ENGLISH, Tongue

# What French leaves of a short word before a vowel.
_ELIDED = re.compile(r"^(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)'(?=.)")
_FRENCH_ENDINGS = (
    (re.compile(r"(?<=[a-z]{3})ees?$"), "é"),
    (re.compile(r"(?<=[a-z]{3})ites?$"), "ité"),
)


def _fold_french(word: str) -> str:
    return _ELIDED.sub("", word.replace("œ", "oe").replace("æ", "ae")).replace("'", "")


def _prepared_french(plain: str) -> str:
    for pattern, ending in _FRENCH_ENDINGS:
        plain = pattern.sub(ending, plain)
    return plain


_FRENCH = Tongue(
    "fr",
    "french",
    fold=_fold_french,
    prepared=_prepared_french,
    families=(
        "crim criminel criminal",
        "cybercrim cybercriminel cybercriminal",
        "frontier frontali frontalier transfrontali transfrontalier transfrontier",
        "polic polici policier",
        "environ environnemental",
        "trafic trafiqu",
        "faux fauss falsif",
        "contrefacon contrefait contref",
        "corrupt corrompu corrompr corrupteur",
        "enfant enfanc infantil",
        "financ financi financier",
        "migr migrat migratoir",
        "partenair partenariat",
        "femm feminin",
        "analys analyt",
        "numer numeris",
        "disparu disparus disparit",
        "pollut pollu pollueur",
        "protect proteg",
        "pech pecheur",
        "foret foresti forestier",
        "fraud fraudeur fraudul",
        "escroquer escroc",
        "pirat piratag",
        "ident identif identifi",
        "violenc violent",
        "arme armement",
    ),
    stop_words=(
        "a afin ai ainsi alors apres as au aucun aussi autre autres aux avant avec avoir c ce",
        "cela celle celles celui ces cet cette ceux chez ci comme comment contre d dans de des",
        "dont du elle elles en encore entre est et etaient etait ete etre eu eux faire fait il",
        "ils j je l la le les leur leurs lors lui m ma mais me meme memes mes moi mon n ne ni nos",
        "notre nous on ont or ou par parmi pas pendant peut peuvent plus pour qu quand que quel",
        "quelle quelles quels qui quoi s sa sans se sera ses si soit son sont sous sur t ta te",
        "telle tels tes toi ton tous tout toute toutes très tu un une vers via vos votre vous y",
    ),
)

_SPANISH_ENDINGS = (
    (re.compile(r"ion$"), "ión"),
    (re.compile(r"logia(s?)$"), r"logía\1"),
)


def _prepared_spanish(plain: str) -> str:
    for pattern, ending in _SPANISH_ENDINGS:
        plain = pattern.sub(ending, plain)
    return plain


_SPANISH = Tongue(
    "es",
    "spanish",
    fold=lambda word: word.replace("'", ""),
    prepared=_prepared_spanish,
    families=(
        "crim crimen criminal",
        "delit delict",
        "ciberdelit ciberdelincuent",
        "fronter fronteriz transfronteriz",
        "polici policial",
        "nin infanci infantil",
        "ambient ambiental medioambiental medioambient",
        "blanque blanqu",
        "financ financi financier finanz",
        "muj mujer",
        "clim climat",
        "migr migrant migracion migratori",
        "corrupcion corrupt",
        "fals falsif falsific",
        "ident identif identific",
        "analisis analiz anal",
        "digital digitaliz",
        "desaparec desaparicion",
        "estrateg estrategi",
        "biometr biometri",
        "proteccion proteg",
        "pesc pesquer",
        "bosqu forestal",
        "fraud fraudulent",
        "pirat pirateri",
        "arma armas armad",
        "violenci violent",
        "iguald igual",
        "pobrez pobr",
    ),
    stop_words=(
        "a al algo algunas algunos ante antes aquel aquella asi aun aunque cada como con contra",
        "cual cuales cuando cuya cuyas cuyo cuyos de del desde donde dos e el ella ellas ellos en",
        "entre era eran es esa esas ese eso esos esta estaba estado estan estar estas este esto",
        "estos fue fueron ha haber hacer hacia han has hasta hay he la las le les lo los mas me",
        "mediante mi mis mucho muy ni no nos nosotros nuestra nuestras nuestro nuestros o os otra",
        "otras otro otros para pero por porque pueda puede pueden que quien quienes se sea sean",
        "segun ser si sido sin sino sobre son su sus también tan tanto te tiene tienen toda todas",
        "todo todos tu tus u un una unas uno unos usted ustedes y ya yo",
    ),
)

# Digits, and letters as other languages of the script have them.
_ARABIC_SIGNS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹یىکةۀ", "01234567890123456789ييكهه", "ـء")
# “And”, “with”, “as”, “then” and “to” are written as one with the article, and so are “and” and
# “to” with words that have none. What looks like one at the beginning of a word goes as well.
_ARTICLES = re.compile(r"^(?:(?:[وف]?[بك]?ال|[وف]?لل)(?=.{2}))+")
_AND = re.compile(r"^و(?=.{3})")
_TO = re.compile(r"^ل(?=[^ا].{3})")


def _fold_arabic(word: str) -> str:
    word = word.translate(_ARABIC_SIGNS).replace("'", "")
    for prefix in (_ARTICLES, _AND, _TO):
        word = prefix.sub("", word)
    return word


def _prepared_arabic(plain: str) -> str:
    """With the article and the feminine ending, by which the stemmer knows a noun."""
    return re.sub("ه$", "ة", f"ال{plain}") if not plain.isascii() else plain


_ARABIC = Tongue(
    "ar",
    "arabic",
    fold=_fold_arabic,
    prepared=_prepared_arabic,
    families=(
        "جريم جرايم اجرام مجرم",
        "طفل اطفال طفول",
        "ثيق ثايق",
        "البي بيي",
        "مال اموال",
        "سلاح اسلح",
        "ضحايا الضح",
        "تهريب مهرب",
        "تزوير مزور",
        "شراك شريك شركا",
        "مرا امرا نسا نساي",
        "خطر اخطار مخاطر",
        "حقوق الحق",
        "فساد فاسد",
        "نوع انواع",
        "فقر فقير فقرا",
        "تعاون تعا",
        "الهو هويت",
        "قان قوان قانون",
        "هجر مهاجر",
        "موارد مورد",
        "سمك اسماك",
        "سفر مسافر",
        "دليل ادل",
        "استخبار استخبارات",
        "سوق اسواق",
        "كارث كوارث",
    ),
    stop_words=(
        "في من على إلى عن مع أو ثم أن إن لا ما لم لن هو هي هم هذا هذه ذلك تلك التي الذي الذين",
        "اللذين كل كان كانت يكون تكون قد كما لكن بين بعد قبل عند حتى منذ خلال عبر حول ضد دون غير",
        "أي أيضا و ف ب ل ك وفي ومن وعن ولا وما ومع أنه أنها فيها فيه بها به لها له منها منه عليها",
        "عليه إليها إليه التى نحو لدى بما مما حيث إذا أجل بغية",
    ),
)

TONGUES = {tongue.language: tongue for tongue in (ENGLISH, _FRENCH, _SPANISH, _ARABIC)}
