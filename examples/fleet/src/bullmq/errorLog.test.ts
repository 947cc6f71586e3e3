import { createErrorLog } from './errorLog';

describe('createErrorLog', () => {
  it('prints one error in ten seconds and counts the others', () => {
    let at = 0;
    const lines: string[] = [];
    const report = createErrorLog(
      line => lines.push(line),
      () => at,
    );
    for (at = 0; at < 25_000; at += 1_000) {
      report(new Error(`at ${at}`));
    }
    expect(lines).toEqual([
      'Error: at 0',
      'Error: at 10000 (9 more before it)',
      'Error: at 20000 (9 more before it)',
    ]);
  });
});
