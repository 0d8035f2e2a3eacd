"""How French, Spanish and Arabic are read: which words are one."""

import pytest

from gpg_site.search.tongues import TONGUES

FAMILIES = {
    "fr": [
        "drogue Drogues",
        "identité l'identité d’identités IDENTITE",
        "criminalité criminel criminelles crimes",
        "organisé organisée organisées organisation",
        "terrorisme terroriste terroristes",
        "frontière frontalier transfrontalière",
        "environnement environnementale",
        "œuvre oeuvres",
        "trafic trafiquants",
        "police policière policiers",
    ],
    "es": [
        "droga drogas",
        "corrupción corrupcion corruptos",
        "niño ninos infancia infantil",
        "radicalización radicalizar",
        "policía policial policias",
        "frontera fronteras fronterizo transfronteriza",
        "organizaciones organizada",
        "tecnología tecnológico tecnologias",
        "delito delictiva",
    ],
    "ar": [
        "مخدرات المخدرات والمخدرات بالمخدرات للمخدرات المُخَدِّرات مخـــدر",
        "إرهاب الإرهاب الارهاب إرهابية الإرهابيين",
        "جريمة الجريمه الجرائم إجرامية المجرمين",
        "حماية وحماية الحماية",
        "مكافحة لمكافحة ومكافحه",
        "إلكترونية الإلكتروني",
        "طفل الأطفال أطفال",
        "وثيقة الوثائق وثائق",
        "هوية الهويات",
        "على علي",
        "٢٠٢٣ 2023",
    ],
}
APART = {
    "fr": ["police politique", "contrat contrôle"],
    "es": ["policía política", "delito delegado"],
    "ar": ["شرطة شريط", "حدود حديد", "عمل عميل"],
}


def stems(language, words):
    tongue = TONGUES[language]
    return {tongue.stem(tongue.plain(word)) for word in words.split()}


@pytest.mark.parametrize(
    ("language", "family"), [(code, family) for code in FAMILIES for family in FAMILIES[code]]
)
def test_words_of_a_family_have_one_stem(language, family):
    assert len(stems(language, family)) == 1


@pytest.mark.parametrize(
    ("language", "words"), [(code, words) for code in APART for words in APART[code]]
)
def test_words_of_two_families_have_two_stems(language, words):
    assert len(stems(language, words)) == 2


@pytest.mark.parametrize(
    ("language", "word", "plain"),
    [
        ("fr", "L’Identité", "identite"),
        ("fr", "aujourd'hui", "aujourdhui"),
        ("fr", "qu'une", "une"),
        ("es", "Niños", "ninos"),
        ("ar", "والإرهابُ", "ارهاب"),
        ("ar", "للشرطة", "شرطه"),
        ("ar", "مستشفى", "مستشفي"),
        ("ar", "دم", "دم"),
        ("ar", "INTERPOL", "interpol"),
    ],
)
def test_a_plain_form_has_no_accent_and_nothing_that_clings(language, word, plain):
    assert TONGUES[language].plain(word) == plain


def test_a_word_with_vowel_signs_is_one_word():
    (word,) = TONGUES["ar"].words("المُخَدِّرات")

    assert (word.start, word.end, word.plain) == (0, 12, "مخدرات")


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "l' les des dans où"), ("es", "el las también según"), ("ar", "في إلى على التي")],
)
def test_stop_words_are_known_however_they_are_written(language, words):
    tongue = TONGUES[language]

    assert {word.plain for word in tongue.words(words)} <= tongue.stop_words | {"l"}
