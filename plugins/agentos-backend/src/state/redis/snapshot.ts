import type { Row } from '@agentos-portal/plugin-agentos-common';
import type { Proof, StateSnapshot } from '../Commit';
import type { LoadReply } from './scripts/load';

/** @internal */
export function parseSnapshot(reply: LoadReply): StateSnapshot | undefined {
  if (!reply) return undefined;
  const [epoch, version, inbox, now, sections] = reply;
  return {
    epoch,
    version: Number(version),
    ...(inbox === null ? {} : { inbox }),
    sections: Object.fromEntries(
      sections.map(([name, changed, rows, proofs]) => [
        name,
        {
          version: Number(changed),
          rows: JSON.parse(`[${rows.join(',')}]`) as Row[],
          proofs: parseProofs(proofs, Number(now)),
        },
      ]),
    ),
  };
}

function parseProofs(texts: string[], now: number): Record<string, Proof> {
  const proofs: Array<[string, Proof]> = [];
  for (let at = 0; at < texts.length; at += 2) {
    const text = texts[at + 1];
    const end = text.indexOf(' ');
    const proof: Proof = JSON.parse(text.slice(end + 1));
    // The clock of Redis may have been set back.
    const since = Math.max(0, now - Number(text.slice(0, end)));
    proofs.push([texts[at], { ...proof, ageMs: proof.ageMs + since }]);
  }
  return Object.fromEntries(proofs);
}
