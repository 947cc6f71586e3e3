"""The documents of the example fleet."""
import hashlib
import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / 'fleet' / 'documents'
MAX_LINE_LENGTH = 4_000

ENTRIES = {entry['id']: entry for entry in json.loads((FOLDER / 'manifest.json').read_text())}
FILES = {entry['file'] for entry in ENTRIES.values()}


class DocumentError(Exception):
    """A document that cannot be worked on."""


def ids_of(shelf):
    return [entry['id'] for entry in ENTRIES.values() if entry['shelf'] == shelf]


def entry_of(document_id):
    if document_id not in ENTRIES:
        raise DocumentError(f"No document is listed under the id '{document_id}'")
    return ENTRIES[document_id]


def read_bytes(document_id):
    entry = entry_of(document_id)
    try:
        return (FOLDER / entry['file']).read_bytes()
    except FileNotFoundError:
        raise DocumentError(
            f"Document '{document_id}' is listed, but its file {entry['file']} is missing"
        ) from None


def read_text(document_id):
    try:
        text = read_bytes(document_id).decode('utf-8')
    except UnicodeDecodeError:
        raise DocumentError(f"Document '{document_id}' is not valid UTF-8") from None
    if not text.strip():
        raise DocumentError(f"Document '{document_id}' is empty")
    longest = max(len(line) for line in text.split('\n'))
    if longest > MAX_LINE_LENGTH:
        raise DocumentError(
            f"Document '{document_id}' has a line of {longest} characters (at most {MAX_LINE_LENGTH})"
        )
    return text


def is_changed(document_id):
    """Whether the bytes are others than those that were filed."""
    return hashlib.sha256(read_bytes(document_id)).hexdigest() != entry_of(document_id)['sha256']
