"""People's names stay out: a name is replaced by '[name]'; rank, role and agency are kept.

A name is found behind a rank or title, as a known first name with a surname, behind a label such as 'Author:', as two
initials or more with a surname, in an e-mail address, and in a lead cell as words that are no words of a post. Initials
alone are names where they stand for a person: 'JS to circulate'. Pseudonyms of a review are single first names or letters
('Carol', 'Mr A') and are kept, and so are the names of laws, schemes and agencies. The words by which all this is told
stand in data/reference/names.toml.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from ingest.reference import agencies, lexicon, name_words

MASK = "[name]"
_UPPER = "".join(chr(code) for code in range(0x41, 0x2000) if chr(code).isupper())
_LETTER = r"[^\W\d_]"
#: A word that may be part of a name: 'Smith', 'SMITH', "O'Brien", 'McKay', 'Núñez', 'Smith-Jones'.
_NAME_WORD = rf"(?:[dl]['’]|(?:al|el|ul)-|O['’]\s)?[{_UPPER}](?:{_LETTER}|['’`‐‑–-](?={_LETTER}))+"
_PARTICLES = r"(?:(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|al|el|bin|ibn|ap|ab|ten|ter|[Ss]t\.?)\s+){0,3}"
_INITIALS = rf"(?:[{_UPPER}](?:\.\s*|\s+|(?=[{_UPPER}]\.))){{0,4}}"
_WORDS = rf"{_PARTICLES}{_NAME_WORD}(?:[^\S\n]+{_PARTICLES}{_NAME_WORD}){{0,4}}"
_WORD = re.compile(_NAME_WORD)
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_MOST_WORDS = 3  # of a name


@cache
def _set(kind: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in name_words()[kind])


@cache
def _no_names() -> frozenset[str]:
    return _set("role_words") | _set("not_surnames") | _set("sentence_words") | _set("institutions")


@cache
def _acronyms() -> frozenset[str]:
    """Words in capitals that are no names: those of the reviewed lists of agencies and themes, and some more."""
    texts = [name for entry in agencies() for name in (entry.agency, *entry.aliases)]
    texts += [term for theme in lexicon().themes.values() for term in (*theme.terms, *theme.exceptions)]
    found = {word for text in texts for word in re.findall(r"[A-Z]{2,}", text)}
    return frozenset(found | set(name_words()["acronyms"]))


@cache
def _agency_openings() -> frozenset[tuple[str, str]]:
    """The first two words of every agency's name, in lower case: 'Norfolk Constabulary' is no one's surname."""
    names = (name.split() for entry in agencies() for name in (entry.agency, *entry.aliases))
    return frozenset((words[0].casefold(), words[1].casefold()) for words in names if len(words) > 1)


def _is_name_word(word: str, following: str = "", also: frozenset[str] = frozenset()) -> bool:
    """Whether a word may be a name: no word of a post or a sentence, and no known abbreviation.

    Args:
        word: the word.
        following: the word with a capital that stands behind it, if one does.
        also: words of posts and sentences that are surnames here, unless another such word follows.
    """
    bare = _POSSESSIVE.sub("", word)
    spared = also if following.casefold() not in _no_names() else frozenset()
    parts = {part.casefold() for part in re.split(r"[-‐‑–]", bare)}
    if (({bare.casefold()} & _no_names()) | (parts & _set("role_words"))) - spared:
        return False
    return len(bare) > 1 and not (bare.isupper() and bare in _acronyms())


def _length(words: str, following: str, also: frozenset[str] = frozenset()) -> int:
    """How many characters of words that may be a name are one: it ends before an agency, or a word that is no name."""
    found = list(_WORD.finditer(words))
    after = _WORD.match(following.lstrip(" "))
    texts = [match.group() for match in found] + ([after.group()] if after else [])
    end = 0
    for place, match in enumerate(found[:_MOST_WORDS]):
        pair = tuple(text.casefold() for text in texts[place : place + 2])
        behind = texts[place + 1] if place + 1 < len(texts) else ""
        if pair in _agency_openings() or not _is_name_word(match.group(), behind, also):
            break
        possessive = _POSSESSIVE.search(match.group())
        end = match.end() - (len(possessive.group()) if possessive else 0)
        if possessive:
            break
    return end


@cache
def _after_rank() -> re.Pattern[str]:
    ranks = {form for rank in name_words()["ranks"] for form in (rank, rank.upper())}
    short = {rank for rank in name_words()["ranks"] if rank.isalpha() and rank.isupper()}
    words = "|".join(_with_points(rank) for rank in sorted(ranks - short, key=len, reverse=True))
    plain = "|".join(sorted(short, key=len, reverse=True))
    dotted = "|".join(r"\.\s?".join(rank) + r"\." for rank in sorted(short, key=len, reverse=True) if len(rank) > 1)
    gap = r"(?:[^\S\n]*\d{1,6})?(?:\s+[–-]\s+|\s*[:(]\s*|\s+|(?<=\.))"  # a collar number may stand between
    return re.compile(
        rf"(?<!\w)(?P<rank>(?:{words})(?:\.|['’]?s)?|(?:{plain})(?:['’]?s)?(?!\.)|{dotted})(?P<gap>{gap})"
        rf"(?P<initials>{_INITIALS})(?P<words>{_WORDS})?"
    )


def _with_points(rank: str) -> str:
    """A rank of which each word may end in a point: 'Det. Insp.'"""
    return r"\.?\s+".join(re.escape(word) for word in rank.split())


def _mask_after_rank(match: re.Match[str]) -> str:
    words = match.group("words") or ""
    length = _length(words, match.string[match.end() :][:60], _set("surnames_too") | _set("surnames_behind_a_rank"))
    before = match.group("rank") + match.group("gap")
    if _is_pseudonym(match):
        return match.group(0)
    if length:
        return f"{before}{MASK}{words[length:]}"
    return match.group(0) if words or not _is_person(match) else f"{before}{MASK}{_space_at_end(match.group(0))}"


def _space_at_end(text: str) -> str:
    return text[len(text.rstrip()) :]


def _is_pseudonym(match: re.Match[str]) -> bool:
    """Whether letters alone stand behind 'Mr' or 'Ms': so reviews call those they are about."""
    letters = f"{match.group('initials')}{match.group('words') or ''}".replace(".", "").replace(" ", "")
    is_courtesy = str(match.group("rank")).rstrip(".").casefold() in _set("courtesy_titles")
    return is_courtesy and letters.isupper() and len(letters) < 3


def _is_person(match: re.Match[str]) -> bool:
    """Whether two initials or more stand behind a rank."""
    return sum(letter.isalpha() for letter in str(match.group("initials"))) > 1


_SECOND = re.compile(rf"(?P<before>\b(?P<rank>\w+?)['’]?s\s+\[name\]\s+(?:and|&)\s+)(?P<words>{_WORDS})")


def _mask_second(match: re.Match[str]) -> str:
    """The second of two persons of one rank: 'PCs Smith and Jones'."""
    words = match.group("words")
    length = _length(words, match.string[match.end() :][:60], _set("surnames_too"))
    is_rank = match.group("rank") in _rank_endings()
    return match.group("before") + MASK + words[length:] if is_rank and length else match.group(0)


@cache
def _rank_endings() -> frozenset[str]:
    return frozenset(_ANY_WORD.findall(rank)[-1] for rank in name_words()["ranks"])


@cache
def _first_and_last() -> re.Pattern[str]:
    names = name_words()["first_names"]
    plain = set(name_words()["first_names_that_are_words"])
    first = "|".join([*names, *(name.upper() for name in names if name not in plain and len(name) > 2)])
    return re.compile(rf"\b(?P<first>(?:{first})(?:-(?:{first}))?)\s+(?P<initials>{_INITIALS})(?P<words>{_WORDS})")


def _mask_first_and_last(match: re.Match[str]) -> str:
    words, following = match.group("words"), match.string[match.end() :][:60]
    if match.group(0).startswith(name_words()["known_names"]):
        return match.group(0)
    length = _length(words, following, _set("surnames_too"))
    rest = _WORD.findall(words[length:] + following[:60])[:2]
    is_institution = any(word.casefold() in _set("institutions") for word in rest)
    is_word = match.group("first").isupper() and not words.split()[0].isupper()  # 'CLAIRE Road'
    if not length or is_institution or is_word:
        return match.group(0)
    return MASK + words[length:]


@cache
def _after_label() -> re.Pattern[str]:
    labels = "|".join(sorted(map(re.escape, name_words()["labels"]), key=len, reverse=True))
    return re.compile(rf"(?P<label>\b(?i:{labels})\s*[:–-]\s*)(?P<initials>{_INITIALS})(?P<words>{_WORDS})")


def _mask_after_label(match: re.Match[str]) -> str:
    words = match.group("words")
    length = _length(words, match.string[match.end() :][:60], _set("surnames_too"))
    is_whole = len(_WORD.findall(words[:length])) > 1 or bool(match.group("initials").strip())
    if not length or not is_whole:
        return match.group(0)
    return match.group("label") + MASK + words[length:]


_DOTTED = re.compile(
    rf"(?<![\w.])(?!U\.\s?[SK]\.)(?:[{_UPPER}]\.\s?){{2,4}}(?P<words>{_NAME_WORD}(?:\s+{_NAME_WORD})?)"
)


def _mask_dotted(match: re.Match[str]) -> str:
    words = match.group("words")
    length = _length(words, match.string[match.end() :][:60])
    return MASK + words[length:] if length else match.group(0)


@cache
def _last_and_first() -> re.Pattern[str]:
    """'Smith, John' where that is all that a cell or a part of it says."""
    first = "|".join(name_words()["first_names"])
    return re.compile(rf"(?P<before>(?:^|[\n;/(])\s*)(?P<words>{_NAME_WORD}),\s+(?:{first})(?=\s*(?:$|[\n;/()–-]))")


def _mask_last_and_first(match: re.Match[str]) -> str:
    last = match.group("words")
    is_name = last not in _first_names() and _is_name_word(last, "", _set("surnames_too"))
    return match.group("before") + MASK if is_name else match.group(0)


_EMAIL = re.compile(r"[\w.+'’-]{1,64}@(?P<host>[\w-]+(?:\.[\w-]+)+)")


def _mask_email(match: re.Match[str]) -> str:
    local = match.group(0).split("@")[0].casefold()
    is_shared = any(word in _set("mailboxes") for word in re.split(r"[\W_]+", local))
    return match.group(0) if is_shared else f"{MASK}@{match.group('host')}"


@cache
def _initials_alone() -> re.Pattern[str]:
    verbs = "|".join(name_words()["verbs_of_people"])
    labels = "|".join(sorted(map(re.escape, name_words()["labels"]), key=len, reverse=True))
    one = rf"[{_UPPER}]{{2}}"
    return re.compile(
        rf"(?<![\w/&-])(?P<one>{one}(?:(?:\s*[/&,]\s*|\s+and\s+){one}){{0,12}})(?=\s+(?:to|will|has|have|is to|are to)\s+(?:{verbs})\b|\s+(?:{verbs})(?:ed|s)\b)"
        rf"|(?P<label>\b(?i:{labels})\s*[:–-]\s*)(?P<labelled>{one}(?:\s*[/&,]\s*{one}){{0,12}})(?![\w&])"
    )


def _mask_initials(match: re.Match[str]) -> str:
    def masked(one: re.Match[str]) -> str:
        return one.group() if one.group() == "and" or _stands_for_words(one.group()) else MASK

    return (match.group("label") or "") + re.sub(r"\w+", masked, match.group("one") or match.group("labelled"))


def _stands_for_words(letters: str) -> bool:
    return letters in _acronyms() or letters in name_words()["ranks"]


_ANY_WORD = re.compile(r"[^\W\d_]+")
_TWO_INITIALS = re.compile(rf"[{_UPPER}]\.\s?[{_UPPER}]\.")


@cache
def _rank_openings() -> frozenset[str]:
    """The first words of all ranks as printed: without one of them the search for ranks is spared."""
    found = {_ANY_WORD.findall(form)[0] for rank in name_words()["ranks"] for form in (rank, rank.upper())}
    plurals = {f"{word}s" for word in found}
    return frozenset(found | plurals | {word[0] for word in found})


@cache
def _first_names() -> frozenset[str]:
    return frozenset(form for name in name_words()["first_names"] for form in (name, name.upper()))


@cache
def _label_openings() -> frozenset[str]:
    return frozenset(label.split()[0] for label in name_words()["labels"])


@lru_cache(maxsize=32_768)  # a cell is asked for its names at the door, and again where it joins another
def mask_names(text: str) -> str:
    """The text with people's names replaced by '[name]'."""
    words = set(_ANY_WORD.findall(text))
    if "@" in text:
        text = _EMAIL.sub(_mask_email, text)
    if not words.isdisjoint(_rank_openings()):
        text = _SECOND.sub(_mask_second, _after_rank().sub(_mask_after_rank, text))
    if not words.isdisjoint(_first_names()):
        text = _first_and_last().sub(_mask_first_and_last, _last_and_first().sub(_mask_last_and_first, text))
    is_labelled = any(mark in text for mark in ":–-") and any(word.casefold() in _label_openings() for word in words)
    if is_labelled:
        text = _after_label().sub(_mask_after_label, text)
    if _TWO_INITIALS.search(text):
        text = _DOTTED.sub(_mask_dotted, text)
    if is_labelled or any(len(word) == 2 and word.isupper() for word in words):
        text = _initials_alone().sub(_mask_initials, text)
    return text


_LEAD_SEPARATORS = re.compile(r"([/;,\n+|():–]|\s-\s|\s?&\s?|\s(?:and|with|for|on|at|from)\s)")
_IN_LEAD = re.compile(rf"^(?P<before>\s*)(?P<initials>{_INITIALS})(?P<words>{_WORDS})(?P<after>\s*)$")


def mask_lead_names(text: str) -> str:
    """A lead cell less people's names: also those parts of it that are initials, or two or three words of no post or place."""
    parts = _LEAD_SEPARATORS.split(mask_names(text))
    return "".join(part if place % 2 else _mask_lead_part(part) for place, part in enumerate(parts))


def _mask_lead_part(part: str) -> str:
    letters = part.strip()
    if len(letters) == 2 and letters.isalpha() and letters.isupper():
        return part if _stands_for_words(letters) else part.replace(letters, MASK)
    if letters in _first_names():
        return part.replace(letters, MASK)
    match = _IN_LEAD.match(part)
    if match is None:
        return part
    words = match.group("words")
    is_short = len(words.split()) < 2 and not match.group("initials").strip()
    is_unit = words.split()[0].isupper() and not words.isupper()  # 'PVPD Cambridgeshire'
    if is_short or is_unit or _length(words, "") != len(words) or _is_place(words):
        return part
    return match.group("before") + MASK + match.group("after")


def _pairs(text: str) -> set[tuple[str, str]]:
    """The pairs of words that stand side by side in a text, in lower case."""
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
    return set(pairwise(words))


@cache
def _places() -> frozenset[tuple[str, str]]:
    """Pairs of words of the names of agencies and places: 'Tower Hamlets' in a lead cell is no person."""
    names = (name for entry in agencies() for name in (entry.agency, entry.valid_in))
    return frozenset(pair for name in names for pair in _pairs(name))


def _is_place(words: str) -> bool:
    return bool(_pairs(words) & _places())
