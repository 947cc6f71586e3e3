"""Pipeline `upkeep`."""
from itertools import combinations

from .. import text
from ..documents import FILES, is_changed, read_bytes, read_text
from .task import RejectedError, paced, task

ALIKE = 0.5


@task('dedupe.documents')
def dedupe(self, document_ids):
    texts = {name: read_text(name) for name in paced(document_ids, 0.1)}
    alike = [
        [first, second]
        for first, second in combinations(texts, 2)
        if text.similarity(texts[first], texts[second]) >= ALIKE
    ]
    return {'document_ids': document_ids, 'alike': alike}


@task('verify.documents')
def verify(self, found):
    broken, changed = [], []
    for name in paced(found['document_ids'], 0.1):
        links = text.local_links(read_bytes(name).decode('utf-8', 'replace'))
        broken += [[name, link] for link in links if link not in FILES]
        if is_changed(name):
            changed.append(f"'{name}'")
    if changed:
        raise RejectedError(f"Changed since they were filed: {', '.join(changed)}")
    return {'documents': len(found['document_ids']), 'alike': len(found['alike']), 'broken_links': broken}
