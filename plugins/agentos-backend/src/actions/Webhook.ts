import { createHmac } from 'node:crypto';
import type { CommittedEvent } from '@agentos-portal/plugin-agentos-node';

const TIMEOUT_MS = 5000;

/** @internal */
export interface WebhookSettings {
  url: string;
  secret?: string;
}

/**
 * Posts events as JSON: `{action, events: [{id, name, payload, timestamp, source, instance, version}]}`. With a secret the request carries
 * `x-agentos-timestamp` (ms) and `x-agentos-signature: sha256=<hex of HMAC-SHA256(secret, timestamp + "." + body)>`.
 * Redirects are not followed.
 * @throws Error when the receiver does not answer 2xx within 5 s
 * @internal
 */
export async function postWebhook(
  { url, secret }: WebhookSettings,
  action: string,
  events: CommittedEvent[],
  now: number,
) {
  const body = JSON.stringify({ action, events });
  const signature = secret && createHmac('sha256', secret).update(`${now}.${body}`).digest('hex');
  const { host } = new URL(url);
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      'content-type': 'application/json',
      'x-agentos-timestamp': String(now),
      ...(signature ? { 'x-agentos-signature': `sha256=${signature}` } : {}),
    },
    body,
  }).catch(error => {
    throw new Error(`webhook at ${host}: ${error.cause?.code ?? error.name}`);
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`webhook at ${host} answered ${response.status || 'a redirect'}`);
}
