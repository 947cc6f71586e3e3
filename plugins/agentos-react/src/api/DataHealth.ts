import type { JsonObject } from '@backstage/types';

/**
 * The answer of `GET /health/data`.
 * @public
 */
export interface DataHealth {
  replica: { id: string; leader: boolean; leaderId: string | null };
  targets: JsonObject;
  cache: JsonObject;
  relay: JsonObject;
  events: JsonObject;
  sources: JsonObject;
}
