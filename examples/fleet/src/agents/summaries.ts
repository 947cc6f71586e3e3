import { InputError } from '@backstage/errors';
import { AgentInput } from './agent';

/**
 * The summary of a document.
 *
 * @internal
 */
export interface DocumentSummary {
  documentId: string;
  title: string;
  sentences: string[];
}

function isSummary(value: unknown): value is DocumentSummary {
  const { documentId, title, sentences } = (value ?? {}) as Partial<DocumentSummary>;
  return (
    [documentId, title].every(field => typeof field === 'string') &&
    Array.isArray(sentences) &&
    sentences.every(sentence => typeof sentence === 'string')
  );
}

/**
 * The summaries of a job.
 *
 * @throws InputError when `summaries` is no list of summaries
 * @internal
 */
export function readSummaries(input: AgentInput): {
  summaries: DocumentSummary[];
} {
  const { summaries } = input;
  if (!Array.isArray(summaries) || !summaries.length || !summaries.every(isSummary)) {
    throw new InputError('summaries must be a list of {documentId, title, sentences}');
  }
  return { summaries };
}
