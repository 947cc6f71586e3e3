import { once } from 'node:events';
import type { Router } from 'express';
import type { AuditQuery, AuditRow, OperationStore } from '../operations';
import type { ReaderCheck } from './Caller';
import { csvLine } from './csv';
import { readCursor, writeCursor } from './operationRoutes';

const DEFAULT_LIMIT = 50;
const PAGE = 500;

const COLUMNS = [
  'at',
  'actor',
  'operationId',
  'kind',
  'target',
  'source',
  'reason',
  'outcome',
  'code',
  'finishedAt',
  'message',
] as const;

const iso = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());

const wireOf = (row: AuditRow) => ({
  at: iso(row.at),
  actor: row.actor,
  operationId: row.operationId,
  kind: row.kind,
  target: row.target,
  source: row.source,
  reason: row.reason ?? null,
  outcome: row.outcome ?? null,
  code: row.code ?? null,
  finishedAt: iso(row.finishedAt),
  message: row.message ?? null,
});

/** `GET /audit`, JSON by page or CSV of everything the filter matches. @internal */
export function addAuditRoutes(router: Router, options: { store: OperationStore; reader: ReaderCheck }) {
  const { store, reader } = options;

  router.get('/audit', async (request, response) => {
    await reader(request, 'agentos.audit.read');
    const { actor, kind, target, operationId, from, to, cursor, format } = request.query as Record<
      string,
      string | undefined
    >;
    const limit = Number(request.query.limit ?? DEFAULT_LIMIT);
    const query: AuditQuery = {
      actor,
      kind,
      target,
      operationId,
      from: from === undefined ? undefined : Date.parse(from),
      to: to === undefined ? undefined : Date.parse(to),
      before: readCursor(cursor),
      limit,
    };
    if (format !== 'csv') {
      const rows = await store.audit(query);
      const last = rows.length === limit ? rows.at(-1) : undefined;
      response.json({ items: rows.map(wireOf), nextCursor: last ? writeCursor(last.id) : null });
      return;
    }
    response.setHeader('content-type', 'text/csv; charset=utf-8');
    response.setHeader('content-disposition', 'attachment; filename="agentos-audit.csv"');
    response.write(csvLine([...COLUMNS]));
    let { before } = query;
    for (;;) {
      const rows = await store.audit({ ...query, before, limit: PAGE });
      const text = rows.map(row => csvLine(COLUMNS.map(column => wireOf(row)[column]))).join('');
      if (text && !response.write(text)) await once(response, 'drain');
      if (rows.length < PAGE || response.destroyed) break;
      before = rows.at(-1)!.id;
    }
    response.end();
  });
}
