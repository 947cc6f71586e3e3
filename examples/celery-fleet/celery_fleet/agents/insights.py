"""Pipeline `insights`."""
from .. import text
from ..documents import read_text
from .task import RejectedError, paced, task

MIN_SCORE = 30


@task('summarise.documents')
def summarise(self, document_ids):
    return [
        {'document_id': document_id, 'summary': text.summary(read_text(document_id))}
        for document_id in paced(document_ids, 0.7)
    ]


@task('review.documents')
def review(self, summaries):
    scores = {
        entry['document_id']: round(text.reading_ease(read_text(entry['document_id'])), 1)
        for entry in paced(summaries, 0.4)
    }
    rejected = [f"'{name}' has {score}" for name, score in scores.items() if score < MIN_SCORE]
    if rejected:
        raise RejectedError(f"Review needs {MIN_SCORE} points: {', '.join(rejected)}")
    return [{**entry, 'score': scores[entry['document_id']]} for entry in summaries]


@task('write.report')
def report(self, reviews):
    lines = ['# Report', '']
    for entry in paced(reviews, 0.3):
        lines += [f"## {entry['document_id']} ({entry['score']})", '', entry['summary'], '']
    return '\n'.join(lines)
