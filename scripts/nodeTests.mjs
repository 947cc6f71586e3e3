// Runs files of node:test, shown on the terminal and counted.
import { existsSync, readFileSync } from 'node:fs';

/** Arguments of Node that run the files and also write TAP to a file. */
export function testArguments(files, tapFile) {
  return [
    '--test',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=tap',
    `--test-reporter-destination=${tapFile}`,
    ...files,
  ];
}

/** How many tests passed and failed, by the summary of a TAP file; zero where there is none. */
export function readCounts(tapFile) {
  const tap = existsSync(tapFile) ? readFileSync(tapFile, 'utf8') : '';
  const numberAfter = word => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  return {
    passed: numberAfter('pass'),
    // A test that ran into its limit is counted as cancelled.
    failed: numberAfter('fail') + numberAfter('cancelled'),
  };
}
