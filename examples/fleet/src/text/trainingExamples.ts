import { TrainingExample } from './naiveBayes';

const SENTENCES: Record<string, string[]> = {
  queues: [
    'The depth of a queue counts the jobs that wait in it.',
    'Producers add jobs faster than the queue is emptied.',
    'Arrivals and completions of a queue are measured each minute.',
    'A delayed job is kept aside until its start time and then waits in the queue.',
    'A schedule adds the same job every five minutes.',
    'Urgent jobs leave the queue before ordinary jobs, by priority.',
    'The age of the oldest waiting job shows how late the queue is.',
    'Failed jobs are kept in a set of their own with a bound on count and age.',
    'A full queue refuses new jobs, and producers are slowed by back-pressure.',
  ],
  workers: [
    'A worker process sends a heartbeat every five seconds.',
    'The concurrency of a worker is the number of jobs it runs at the same time.',
    'A worker that was killed holds its lock until the lock expires.',
    'Stop the worker with a signal and wait for its running jobs.',
    'The pool of workers is spread over several hosts.',
    'Processor time and memory of a worker process are limited by its host.',
    'Another worker recovers the stalled job of a dead process.',
    'A worker that hangs sends no heartbeat and is offline.',
    'Drain the old worker processes before a restart.',
  ],
  text: [
    'A text is split into sentences and the sentences into words.',
    'The classifier counts words of labelled examples for each class.',
    'A vector for a text is made by hashing its words into dimensions.',
    'The index holds a posting list for each word of the texts.',
    'Shingles of three words find texts that are near-duplicates.',
    'Frequent words are weighted by how rare the term is in other texts.',
    'Characters, abbreviations and white space decide where a sentence ends.',
    'The similarity of two texts is computed from the words they share.',
    'Keywords and summaries tell the reader the subject of a text.',
  ],
  operations: [
    'On call, ask first what people notice and what changed.',
    'An objective has a target, a share and a window, and the rest is a budget.',
    'The 95th percentile says more than the mean of the measurements.',
    'Retry errors that pass by themselves and wait longer between the attempts.',
    'Work that may be repeated needs a key for each effect.',
    'The report of the alert lists what was done and when.',
    'After a deployment the number of failures and retries is compared.',
    'A person decides on the restart, the machine does not guess.',
    'An error is retried with back-off until the last attempt.',
  ],
  storage: [
    'A checksum stored beside the file finds wrong bytes on the disk.',
    'Records are appended to the log and never changed in place.',
    'A snapshot carries the number of the state it belongs to.',
    'A delta leads from one state to the next, and removed rows are listed by key.',
    'The file is decoded as UTF-8, strictly, and an invalid byte is an error.',
    'Old segments of the log are trimmed and compressed.',
    'The length of the stored file shows that its end is missing.',
    'Copies of the bytes are compared before a damaged file is repaired.',
    'The encoding of old files has to be found out from their bytes.',
  ],
};

/**
 * The labelled sentences the `classify` agent learns from.
 *
 * @internal
 */
export const trainingExamples: readonly TrainingExample[] = Object.entries(SENTENCES).flatMap(
  ([topic, texts]) => texts.map(text => ({ topic, text })),
);
