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

/** Sends bytes that are encoded already, past every middleware that would touch them again. @internal */
export function sendBytes(response: Response, body: Buffer, headers: Record<string, string>) {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(body.length),
    'cache-control': 'private, no-cache',
    vary: 'Authorization, Accept-Encoding',
    ...headers,
  });
  response.end(body);
}
