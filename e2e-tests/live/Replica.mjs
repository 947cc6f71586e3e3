const KEPT_VERSIONS = 500;

/** What a client knows of the SSOT, and what it knew at earlier versions. */
export class Replica {
  epoch;
  version = 0;
  sections = new Map();
  /** Sections by the version they were shown at. */
  history = new Map();
  /** Deltas that did not follow what was known. */
  gaps = [];

  constructor(keptVersions = KEPT_VERSIONS) {
    this.keptVersions = keptVersions;
  }

  reset({ epoch, version, sections }) {
    this.epoch = epoch;
    this.version = version;
    for (const [name, { ageMs, ...section }] of Object.entries(sections)) {
      this.sections.set(name, {
        ...section,
        rows: new Map(Object.entries(section.rows)),
      });
    }
    this.remember();
  }

  apply(delta) {
    const { epoch, from, to, sections } = delta;
    if (epoch !== this.epoch || from > this.version) {
      this.gaps.push(delta);
      return;
    }
    if (to <= this.version && from !== to) return;
    for (const [name, { upsert, remove, ...head }] of Object.entries(sections)) {
      const rows = new Map(this.sections.get(name).rows);
      for (const [id, row] of Object.entries(upsert)) rows.set(id, row);
      for (const id of remove) rows.delete(id);
      this.sections.set(name, { ...head, rows });
    }
    this.version = Math.max(this.version, to);
    this.remember();
  }

  remember() {
    this.history.set(this.version, new Map(this.sections));
    const [oldest] = this.history.keys();
    if (this.history.size > this.keptVersions) this.history.delete(oldest);
  }

  /** Sections at a version as `GET /ssot` writes them; undefined when it was never shown. */
  at(version) {
    const sections = this.history.get(version);
    return (
      sections &&
      Object.fromEntries(
        Array.from(sections, ([name, { rows, ...section }]) => [
          name,
          { ...section, rows: Object.fromEntries(rows) },
        ]),
      )
    );
  }
}
