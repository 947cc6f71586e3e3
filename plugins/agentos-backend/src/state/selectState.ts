import type { KnownState } from './Commit';

/** What a configuration knows. @internal */
export interface StateSelection {
  sections: { has(name: string): boolean };
  sources: { has(id: string): boolean };
}

/** A state without the sections and sources that the configuration does not know. @internal */
export function selectState({ sections }: KnownState, selection: StateSelection): KnownState {
  const selected: KnownState = { sections: {} };
  for (const [name, { version, rows, proofs }] of Object.entries(sections)) {
    if (!selection.sections.has(name)) continue;
    const known = {
      version,
      rows: rows.filter(({ source }) => selection.sources.has(source)),
      proofs: Object.fromEntries(Object.entries(proofs).filter(([source]) => selection.sources.has(source))),
    };
    if (known.rows.length > 0 || Object.keys(known.proofs).length > 0) selected.sections[name] = known;
  }
  return selected;
}

/** True when a state has rows or proofs that a selection would leave out. @internal */
export function holdsMore({ sections }: KnownState, selection: StateSelection): boolean {
  return Object.entries(sections).some(([name, { rows, proofs }]) => {
    const sources = [...rows.map(({ source }) => source), ...Object.keys(proofs)];
    return selection.sections.has(name)
      ? sources.some(source => !selection.sources.has(source))
      : sources.length > 0;
  });
}
