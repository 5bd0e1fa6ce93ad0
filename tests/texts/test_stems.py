"""Which words are the same word."""

from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.texts.stems import stems

ALIKE = [
    "raise raises raising raised",
    "hand hands hand's",
    "connection connections connect connecting",
    "disconnect disconnected disconnecting disconnection",
    "bedroom bedrooms",
    "concern concerns concerned",
    "lose loses losing lost",
    "speak speaks speaking spoke spoken",
    "wear wears wore worn",
    "interrupt interrupting interrupts",
    "recognise recognize recognised recognizing",
    "organisation organization organizations",
    "apologise apologize",
    "behaviour behavior behaviours",
    "favourite favorite",
    "colour color colours",
    "centre center centres centers",
    "programme program programs",
    "practise practice practising practicing",
    "licence license",
    "pyjamas pajamas",
    "mum mom",
]
DIFFERENT = [
    "meeting bedroom",
    "hand handle",
    "hour or",
    "four for",
    "polite impolite",
    "uniform university",
    "moral mor",
]


@each("words", ALIKE)
def test_forms_and_spellings_of_a_word_are_alike(words):
    assert len({stems(word) for word in words.split()}) == 1


@each("words", DIFFERENT)
def test_other_words_stay_apart(words):
    assert len({stems(word) for word in words.split()}) == 2


@each(
    ("short", "long"),
    [
        ("don't", "do not"),
        ("dont", "do not"),
        ("can't", "can not"),
        ("cant", "can not"),
        ("cannot", "can not"),
        ("won't", "will not"),
        ("isn't", "is not"),
        ("mustn't", "must not"),
        ("you'll", "you will"),
        ("youll", "you will"),
        ("you're", "you are"),
        ("we've", "we have"),
        ("it's", "it is"),
        ("let's", "let us"),
        ("teacher'll", "teacher will"),
        ("shouldn't've", "should not have"),
        ("child's", "child"),
        ("o'clock", "oclock"),
    ],
)
def test_contractions_are_written_out(short, long):
    assert stems(short) == tuple(stem for word in long.split() for stem in stems(word))


@each("word", ["t't", "n't", "s's", "a's's's", "'" * 3, "x" * 100, "a'" * 50 + "a", "a'" * 50000 + "s"])
def test_odd_words_have_stems_too(word):
    assert all(stems(word)) or not word.strip("'")


@given(st.from_regex(r"\A[a-z]+('[a-z]+)*\Z"))
def test_a_stem_is_its_own_stem(word):
    found = stems(word)
    assert found
    assert all(stems(stem) == (stem,) for stem in found)
