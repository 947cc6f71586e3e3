import { parseUnacked } from '../message';
import type { OperationAccess } from './OperationAccess';

const PAGE = 500;
/** A fleet that has more taken and not acknowledged holds tasks for later. */
const MAX_PAGES = 40;

/**
 * Tasks whose messages were taken by a worker and not acknowledged. Of more than 20,000 some are missing.
 * @internal
 */
export async function unackedIds({
  connection,
  keys,
}: Pick<OperationAccess, 'connection' | 'keys'>): Promise<Set<string>> {
  const ids = new Set<string>();
  let cursor = '0';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const [reply] = await connection.run([['HSCAN', keys.unacked, cursor, 'COUNT', PAGE]]);
    if (!Array.isArray(reply)) break;
    const [next, entries] = reply as [string, string[]];
    for (let at = 1; at < entries.length; at += 2) {
      const found = parseUnacked(entries[at]);
      if (found) ids.add(found.task.id);
    }
    cursor = next;
    if (cursor === '0') break;
  }
  return ids;
}
