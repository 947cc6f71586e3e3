import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform } from 'node:os';
import { join } from 'node:path';

const HEAD = `| goal | what was measured | figure | wanted | |
|---|---|---|---|---|`;

function verdict({ aside, pass }) {
  if (aside) return 'no goal';
  return pass ? 'pass' : 'miss';
}

/** The Markdown row of a goal. `aside`: measured at a size for which no goal is set. */
export function rowText(row) {
  const cells = [row.goal, row.what, row.figure, row.wanted, verdict(row)];
  return `| ${cells.join(' | ')} |`;
}

function machine() {
  const processors = cpus();
  return `Node ${process.version}, ${platform()} ${arch()}, ${processors.length} × ${processors[0].model.trim()}`;
}

/**
 * Writes the figures of a run as Markdown for people and JSON for programs.
 * @returns the JSON file
 */
export function writeResults(folder, { quick, store, rows, measured, seconds, startedAt }) {
  mkdirSync(folder, { recursive: true });
  const given = [...(quick ? ['--quick'] : []), ...(store === 'memory' ? [] : ['--store', store])];
  const asked = ['npm run bench', ...(given.length > 0 ? ['--', ...given] : [])].join(' ');
  const ofStore = store === 'memory' ? '' : `-${store}`;
  const tableOf = some => `${HEAD}\n${some.map(rowText).join('\n')}`;
  const asides = rows.filter(({ aside }) => aside);
  writeFileSync(
    join(folder, `latest${ofStore}.md`),
    `# Latest figures

\`${asked}\`, ${startedAt.slice(0, 10)}, ${seconds} s. ${machine()}; load of the machine at the end ${loadavg()[0].toFixed(1)}.
Medians of this run with the least and the most over its rounds; \`../README.md\` says how each is taken.

${tableOf(rows.filter(({ aside }) => !aside))}
${asides.length > 0 ? `\nThe same with a small fleet:\n\n${tableOf(asides)}\n` : ''}`,
  );
  const file = join(folder, `${startedAt.replace(/[:.]/g, '-')}${ofStore}.json`);
  const figures = { asked, startedAt, seconds, machine: machine(), load: loadavg(), rows, measured };
  writeFileSync(file, `${JSON.stringify(figures, undefined, 2)}\n`);
  return file;
}
