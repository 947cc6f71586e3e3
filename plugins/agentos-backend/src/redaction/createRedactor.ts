import { ExactNumber } from '@agentos-portal/plugin-agentos-common';
import { PathTree } from './PathTree';

const DEFAULT_KEYS = ['password', 'token', 'secret', 'apikey', 'authorization', 'cookie'];

/** Names of keys that are remembered: few are used, again and again. */
const REMEMBERED = 1000;
const REMEMBERED_LENGTH = 64;

/** Of one text so much is searched for patterns; what comes after it is not shown. */
const EXAMINED = 16_384;
/** From this length on a text does not become longer. */
const LONG = 1000;

/** What stands in place of a hidden value. @internal */
export const HIDDEN = '[redacted]';

/**
 * What tells a row or event apart from others, refers to another, or says when: patterns do not touch it, because nothing would find
 * it any more. Free text is everywhere else.
 */
const IDENTITY = new Set([
  ...['id', 'sourceId', 'source', 'instance', 'rev', 'name', 'state', 'operationId', 'retryOf', 'entityRef'],
  ...['jobId', 'queueId', 'workerId', 'agentId', 'pipelineId', 'scheduleId'],
  ...[
    'job',
    'queue',
    'queues',
    'worker',
    'workers',
    'agent',
    'agents',
    'pipeline',
    'user',
    'userId',
    'taskNames',
  ],
]);

const isIdentity = (key: string) => IDENTITY.has(key) || key.endsWith('At') || key === 'at';

// api_key, api-key and apiKey are one key.
const normalise = (key: string) => key.toLowerCase().replace(/[-_]/g, '');

/** What is hidden, beside the keys that always are. @internal */
export interface RedactSettings {
  keys: readonly string[];
  paths: readonly string[];
  patterns: readonly string[];
}

/**
 * Hides what is secret. What holds nothing to hide is answered as it is: every event passes here, and few hold a secret.
 * @internal
 */
export interface Redactor {
  /**
   * Hides keys (any case, any depth) of a JSON value, paths, and in texts patterns.
   * @param root - first part of the path of what lies in the value, e.g. `args`
   */
  <T>(value: T, root?: string): T;
  /** The same for a row or the payload of an event: what identifies it is left to be found by. */
  row<T extends object>(row: T): T;
}

/** @internal */
export function createRedactor(settings: RedactSettings): Redactor {
  const keys = new Set([...DEFAULT_KEYS, ...settings.keys].map(normalise));
  const remembered = new Map<string, boolean>();
  const isSecret = (key: string) => {
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const secret = keys.has(normalise(key));
    if (remembered.size >= REMEMBERED) remembered.clear();
    if (key.length <= REMEMBERED_LENGTH) remembered.set(key, secret);
    return secret;
  };
  const patterns = settings.patterns.map(pattern => new RegExp(pattern, 'g'));
  const roots = settings.paths.length === 0 ? [] : [PathTree.of(settings.paths)];

  const redactText = (text: string) => {
    if (patterns.length === 0) return text;
    const shown = patterns.reduce(
      (result, pattern) => result.replace(pattern, HIDDEN),
      text.slice(0, EXAMINED),
    );
    if (text.length > EXAMINED) return `${shown}${HIDDEN}`;
    // What is as long as its field allows does not outgrow it.
    return shown.length > text.length && text.length >= LONG ? shown.slice(0, text.length) : shown;
  };

  const redactList = (list: unknown[], trees: readonly PathTree[]) => {
    const items = list.map((item, index) => {
      const { isHidden, below } = PathTree.step(trees, String(index));
      return isHidden ? HIDDEN : redact(item, below);
    });
    return items.some((item, index) => item !== list[index]) ? items : list;
  };

  const redactObject = (value: object, trees: readonly PathTree[], isSpared: (key: string) => boolean) => {
    let copy: Record<string, unknown> | undefined;
    for (const key of Object.keys(value)) {
      const item = (value as Record<string, unknown>)[key];
      const { isHidden, below } = PathTree.step(trees, key);
      let shown = item;
      if (isHidden || isSecret(key)) shown = HIDDEN;
      else if (!isSpared(key)) shown = redact(item, below);
      if (shown === item) continue;
      // A null prototype, so that a key named __proto__ is data.
      copy ??= Object.assign(Object.create(null), value) as Record<string, unknown>;
      copy[key] = shown;
    }
    return copy ?? value;
  };

  function redact(value: unknown, trees: readonly PathTree[]): unknown {
    if (typeof value === 'string') return redactText(value);
    if (value === null || typeof value !== 'object') return value;
    if (value instanceof ExactNumber) return redactText(value.text) === value.text ? value : HIDDEN;
    if (Array.isArray(value)) return redactList(value, trees);
    return redactObject(value, trees, () => false);
  }

  const redactor = <T>(value: T, root?: string): T => {
    if (root === undefined) return redact(value, roots) as T;
    const { isHidden, below } = PathTree.step(roots, root);
    return (isHidden ? HIDDEN : redact(value, below)) as T;
  };
  return Object.assign(redactor, {
    row: <T extends object>(row: T): T => redactObject(row, roots, isIdentity) as T,
  });
}
