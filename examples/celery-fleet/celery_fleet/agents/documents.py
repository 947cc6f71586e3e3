"""Pipeline `documents`: each agent hands on what it adds."""
from .. import text
from ..documents import ids_of, read_text
from .task import paced, take_lock, task

TOPICS = {
    'queues': 'queue jobs wait depth delayed priority schedule producer pressure',
    'workers': 'worker process heartbeat concurrency host pool shutdown stalled',
    'text': 'text sentence word vector index hashing classifier counting',
}


@task('fetch.document')
def fetch(self, document_id):
    for _ in paced([document_id], 0.3):
        take_lock('fetch', 0.1)
    content = read_text(document_id)
    return {'document_id': document_id, 'characters': len(content)}


@task('split.document')
def split(self, document):
    parts = list(paced(text.chunks(read_text(document['document_id'])), 0.05))
    return {**document, 'chunks': parts}


@task('extract.document')
def extract(self, document):
    content = read_text(document['document_id'])
    found = [text.findings(part) for part in paced(document['chunks'], 0.15)]
    others = [read_text(other) for other in ids_of('notes')]
    return {
        **document,
        'findings': {name: sum(len(part[name]) for part in found) for name in text.PATTERNS},
        'keywords': text.keywords(content, others),
    }


@task('classify.document')
def classify(self, document):
    scores = dict.fromkeys(TOPICS, 0)
    for part in paced(document['chunks'], 0.1):
        for topic, typical in TOPICS.items():
            scores[topic] += sum(word in typical.split() for word in text.words(part))
    return {**document, 'topic': max(scores, key=scores.get)}


@task('embed.document')
def embed(self, document):
    vectors = [text.vector(part) for part in paced(document['chunks'], 0.25)]
    return {**document, 'vectors': len(vectors), 'dimensions': text.DIMENSIONS}


@task('index.document')
def index(self, document):
    take_lock('index', 0.15)
    postings = text.posting_lists(paced(document['chunks'], 0.15))
    query = document['keywords'][:2]
    hits = sorted(set(number for word in query for number in postings.get(word, [])))
    return {'document_id': document['document_id'], 'topic': document['topic'], 'words': len(postings), 'hits': hits}
