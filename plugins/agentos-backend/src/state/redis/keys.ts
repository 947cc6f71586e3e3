/**
 * Where the store keeps what. All keys share one hash tag, so that one script may write them all.
 * @internal
 */
export interface StoreKeys {
  /** Before the keys of sections: `<prefix>:rows:<section>`, `<prefix>:proofs:<section>`. */
  prefix: string;
  lease: string;
  /** Hash: epoch, version, id of the last commit, bytes of the log, position in the inbox. */
  meta: string;
  /** Hash: section to the version that changed it last. */
  sections: string;
  log: string;
  inbox: string;
  /** What scripts over the whole state are given. */
  state: string[];
}

/** @internal */
export const storeKeys = (keyPrefix: string): StoreKeys => {
  const prefix = `{${keyPrefix}}`;
  const [lease, meta, sections, log, inbox] = ['lease', 'meta', 'sections', 'log', 'inbox'].map(
    name => `${prefix}:${name}`,
  );
  return { prefix, lease, meta, sections, log, inbox, state: [lease, meta, sections, log, inbox] };
};
