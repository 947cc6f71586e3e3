import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Cluster } from './cluster/Cluster.mjs';

const FILE = fileURLToPath(new URL('results/latest.md', import.meta.url));

const cell = text => `${text}`.replaceAll('|', '\\|').replaceAll('\n', ' ');

const figuresOf = figures =>
  Object.entries(figures)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');

/** A line of the table; the head of the table is `HEAD`. */
export const rowOf = ({ name, title, seed, ok, figures, error }) =>
  `| ${[name, seed, title, error ?? figuresOf(figures), ok ? 'pass' : 'FAIL'].map(cell).join(' | ')} |`;

export const HEAD = [
  '| scenario | seed | what happens | what was seen | |',
  '| --- | --- | --- | --- | --- |',
];

export function writeReport({ seed, results, seconds }) {
  const scenarios = results.filter(({ guard }) => guard === undefined);
  const controls = results.filter(({ guard }) => guard !== undefined);
  const lines = [
    '# Faults',
    '',
    `\`npm run test:faults -- --seed ${seed}\` on ${cpus().length} cores, Node.js ${process.version}, lease ${Cluster.leaseSeconds} s, ${seconds} s in all.`,
    'What is judged after each scenario stands in [the README](../README.md).',
    '',
    ...HEAD,
    ...scenarios.map(rowOf),
    '',
    ...(controls.length > 0
      ? ['## Without a guard the scenario fails', '', ...HEAD, ...controls.map(rowOf), '']
      : []),
  ];
  writeFileSync(FILE, lines.join('\n'));
}
