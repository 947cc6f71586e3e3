import { BEARER_PROTOCOL_PREFIX, LIVE_PROTOCOL } from '@agentos-portal/plugin-agentos-common';

/**
 * The part of a browser's `WebSocket` that the client uses.
 * @internal
 */
export interface LiveSocket {
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

/** @internal */
export type OpenSocket = (url: string, protocols: string[]) => LiveSocket;

/** @internal */
export const openWebSocket: OpenSocket = (url, protocols) => new WebSocket(url, protocols) as LiveSocket;

/**
 * Address of the live socket.
 * @param baseUrl - base URL of the plugin's backend, e.g. `http://localhost:7007/api/agentos`
 * @internal
 */
export const liveUrl = (baseUrl: string) => `${baseUrl.replace(/^http/, 'ws')}/live`;

/**
 * What a client offers. The token travels here because a browser can set no header on an upgrade, and an address ends up in logs.
 * @internal
 */
export const liveProtocols = (token: string | undefined) =>
  token ? [LIVE_PROTOCOL, `${BEARER_PROTOCOL_PREFIX}${token}`] : [LIVE_PROTOCOL];
