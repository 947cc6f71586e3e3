import assert from 'node:assert/strict';
import { waitFor } from '../waitFor.mjs';

const PAGE = 500;
const REASON = 'the text is there now';
const END_MS = 180_000;

/** What people ask a portal to do, and what became of it. */
export class Operations {
  #keys = 0;

  constructor(portal) {
    this.client = portal.client;
  }

  /** The body of a retry. */
  retry(targets, more = {}) {
    this.#keys += 1;
    return {
      kind: 'job.retry',
      targets,
      reason: REASON,
      idempotencyKey: `retry-${this.#keys}`,
      ...more,
    };
  }

  /** Asks for it; answers what the portal says to it. */
  async start(body, user) {
    const response = await this.client.post('/operations', body, user);
    const answer = await response.json();
    assert.equal(response.status, body.dryRun ? 200 : 202, JSON.stringify(answer));
    return answer;
  }

  /** Starts what a dry run showed. */
  async startPlan({ operationId }, user) {
    this.#keys += 1;
    const body = { reason: REASON, idempotencyKey: `start-${this.#keys}` };
    const response = await this.client.post(`/operations/${operationId}/start`, body, user);
    assert.equal(response.status, 202, await response.text());
  }

  /** The operation, when it has come to its end. */
  async ended(operationId) {
    return waitFor(
      'the end of the operation',
      async () => {
        const operation = await this.client.get(`/operations/${operationId}`);
        return operation.state === 'completed' && operation;
      },
      END_MS,
    );
  }

  targets(operationId) {
    return this.#pages(`/operations/${operationId}/targets?`);
  }

  audit(operationId) {
    return this.#pages(`/audit?operationId=${operationId}&`);
  }

  async #pages(path) {
    const items = [];
    let cursor = '';
    do {
      const page = await this.client.get(`${path}limit=${PAGE}${cursor && `&cursor=${cursor}`}`);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return items;
  }
}
