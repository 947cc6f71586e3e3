"""Small, real text work."""
import math
import re
import zlib
from collections import Counter

WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
SENTENCE_END = re.compile(r'(?<=[.!?])\s+')
PATTERNS = {
    'dates': re.compile(r'\b\d{4}-\d{2}-\d{2}\b'),
    'mails': re.compile(r'\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b'),
    'urls': re.compile(r'https?://[^\s)>\]]+'),
}
LINK = re.compile(r'\]\(([^)\s:]+\.txt)\)')
DIMENSIONS = 64
CHUNK_CHARACTERS = 600


def words(text):
    return WORD.findall(text.lower())


def sentences(text):
    return [part for part in SENTENCE_END.split(' '.join(text.split())) if part]


def chunks(text):
    """Whole sentences, as many as fit."""
    found = ['']
    for sentence in sentences(text):
        if found[-1] and len(found[-1]) + len(sentence) > CHUNK_CHARACTERS:
            found.append('')
        found[-1] = f'{found[-1]} {sentence}'.strip()
    return found


def findings(text):
    return {name: sorted(set(pattern.findall(text))) for name, pattern in PATTERNS.items()}


def keywords(text, others, count=5):
    """The words that tell a text from others, by tf-idf."""
    seen = [set(words(other)) for other in others]
    frequencies = Counter(words(text))
    def weight(word):
        documents = sum(word in known for known in seen)
        return frequencies[word] * math.log((len(seen) + 1) / (documents + 1))
    return sorted(frequencies, key=lambda word: (-weight(word), word))[:count]


def vector(text):
    """Feature hashing to a vector of length 1."""
    values = [0.0] * DIMENSIONS
    for word in words(text):
        digest = zlib.crc32(word.encode())
        values[digest % DIMENSIONS] += 1 if digest & 1024 else -1
    length = math.sqrt(sum(value * value for value in values)) or 1
    return [round(value / length, 4) for value in values]


def posting_lists(parts):
    postings = {}
    for number, part in enumerate(parts):
        for word in set(words(part)):
            postings.setdefault(word, []).append(number)
    return postings


def summary(text, count=3):
    """The sentences whose words are most frequent, in their order."""
    frequencies = Counter(words(text))
    def score(sentence):
        found = words(sentence)
        return sum(frequencies[word] for word in found) / (len(found) + 5)
    all_sentences = sentences(text)
    best = set(sorted(range(len(all_sentences)), key=lambda at: -score(all_sentences[at]))[:count])
    return ' '.join(all_sentences[at] for at in sorted(best))


def reading_ease(text):
    """Flesch's reading ease, with vowel groups as syllables."""
    found = words(text)
    syllables = sum(max(1, len(re.findall(r'[aeiouy]+', word))) for word in found)
    return 206.835 - 1.015 * len(found) / max(1, len(sentences(text))) - 84.6 * syllables / max(1, len(found))


def similarity(first, second, size=3):
    """Jaccard similarity of the shingles."""
    def shingles(text):
        found = words(text)
        return {tuple(found[at:at + size]) for at in range(len(found) - size + 1)}
    left, right = shingles(first), shingles(second)
    return len(left & right) / (len(left | right) or 1)


def local_links(text):
    return LINK.findall(text)
