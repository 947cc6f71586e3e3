// What failed in a run of tests, for the end of the log: where, which test, why.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const LINES = 8;
const LINE_CHARACTERS = 200;

/** The first lines of a message that say something. */
export function firstLines(text) {
  return stripVTControlCharacters(text)
    .split('\n')
    .map(line => line.trimEnd())
    .filter(Boolean)
    .slice(0, LINES)
    .map(line => line.slice(0, LINE_CHARACTERS));
}

const failure = (title, message) => ({ title, lines: firstLines(message) });

/** The failures in what jest wrote with `--json`; a suite that could not be loaded is one. */
export function jestFailures({ testResults = [] }, root) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const suite = relative(root, name);
    const failed = assertionResults.filter(test => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [failure(suite, message)];
    return failed.map(test => failure(`${suite}: ${test.fullName}`, test.failureMessages.join('\n')));
  });
}

const unquoted = text => text.replace(/^'(.*)'$/, '$1');

/** A value of the YAML below a test of TAP: one line, or a block of lines after `|-`. */
function valueOf(yaml, key) {
  const at = yaml.findIndex(line => line.trim().startsWith(`${key}: `));
  if (at < 0) return '';
  const text = yaml[at].trim().slice(key.length + 2);
  if (text !== '|-') return unquoted(text);
  const indent = yaml[at].search(/\S/);
  const rest = yaml.slice(at + 1);
  const end = rest.findIndex(line => line.trim() !== '' && line.search(/\S/) <= indent);
  return rest.slice(0, end < 0 ? undefined : end).join('\n');
}

/** The failures in TAP as `node --test` writes it; a test that only holds others that failed is none. */
export function tapFailures(tapFile, root) {
  const lines = existsSync(tapFile) ? readFileSync(tapFile, 'utf8').split('\n') : [];
  return lines.flatMap((line, index) => {
    const [, name] = /^\s*not ok \d+ - (.*)$/.exec(line) ?? [];
    if (name === undefined) return [];
    const rest = lines.slice(index + 1);
    const yaml = rest.slice(
      0,
      rest.findIndex(other => other.trim() === '...'),
    );
    if (valueOf(yaml, 'failureType') === 'subtestsFailed') return [];
    const suite = relative(root, valueOf(yaml, 'location').replace(/:\d+:\d+$/, ''));
    return [failure(`${suite}: ${name}`, valueOf(yaml, 'error'))];
  });
}
