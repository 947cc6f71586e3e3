import type { Request, Response } from 'express';
import type { Encoding } from '../state';

/** The best encoding the client takes. @internal */
export function encodingOf(request: Request): Encoding {
  const accepted = request.headers['accept-encoding'];
  if (typeof accepted !== 'string') return 'identity';
  const refused = (name: string) => new RegExp(`\\b${name}\\s*;\\s*q=0(\\.0*)?\\s*(,|$)`).test(accepted);
  if (/\bbr\b/.test(accepted) && !refused('br')) return 'br';
  if (/\bgzip\b/.test(accepted) && !refused('gzip')) return 'gzip';
  return 'identity';
}

/** True when the client holds the entity already. @internal */
export function isFresh(request: Request, etag: string): boolean {
  const header = request.headers['if-none-match'];
  if (!header) return false;
  return header.split(',').some(tag => tag.trim().replace(/^W\//, '') === etag);
}

const CACHING = { 'cache-control': 'private, no-cache', vary: 'Authorization, Accept-Encoding' };

/** Sends bytes that are encoded already, past every middleware that would touch them again. @internal */
export function sendBytes(response: Response, body: Buffer, headers: Record<string, string>) {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(body.length),
    ...CACHING,
    ...headers,
  });
  response.end(body);
}

/**
 * Tells the client that what it holds is true. The headers that Backstage sets for documents stand with the answer the client holds
 * and are not said again: they are three times as long as the rest.
 * @internal
 */
export function sendNotModified(response: Response, headers: Record<string, string>) {
  for (const name of response.getHeaderNames())
    if (!name.startsWith('access-control-')) response.removeHeader(name);
  response.writeHead(304, { ...CACHING, ...headers });
  response.end();
}
