"""The Flesch-Kincaid grade of a text: about the school year that reads it with ease.

Kincaid, Fishburne, Rogers & Chissom 1975, Derivation of new readability formulas:
0.39 * words per sentence + 11.8 * syllables per word - 15.59.
A colon ends a sentence. Syllables are groups of vowels, near enough; a number counts as one
word of one syllable, mg as the word milligrams.
"""

import re

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")
END = re.compile(r"[.!?:;](?=\s|$)")
SILENT = re.compile(r"(?<![aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeioutd])ed$|(?<=[bdkmnprtv])es$")
APART = re.compile(r"ia|ium|io(?![nu])")
"""Vowels that stand together and are spoken apart."""


def grade(text: str) -> float:
    """The grade of a text, which ends with its last word, whatever stands there."""
    words = WORD.findall(text.lower())
    sentences = len(END.findall(text)) + (not END.search(text[-1]))
    total = sum(syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * total / len(words) - 15.59


def syllables(word: str) -> int:
    """How many syllables a word has."""
    if word == "mg":
        return 3
    spoken = SILENT.sub("", word)
    return max(1, len(re.findall(r"[aeiouy]+", spoken)) + len(APART.findall(spoken)))
