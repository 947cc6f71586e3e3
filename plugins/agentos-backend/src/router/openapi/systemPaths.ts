import { errors, json } from './parts';

/** The paths of the portal itself: health, the socket, this document. @internal */
export const systemPaths = {
  '/health/data': {
    get: {
      summary: 'The four targets and figures of cache, relay, events and sources',
      responses: { 200: { description: 'Figures', ...json({ type: 'object' }) }, ...errors },
    },
  },
  '/live': {
    get: {
      summary: 'The WebSocket; a plain GET is refused',
      security: [],
      responses: { 101: { description: 'Upgraded' }, 426: { description: 'Upgrade required' } },
    },
  },
  '/openapi.json': {
    get: { summary: 'This document', security: [], responses: { 200: { description: 'OpenAPI 3.1' } } },
  },
};
