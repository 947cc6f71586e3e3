import { WebSocket } from 'ws';

const LIMIT_MS = 60_000;
/** More at one instant than a listening socket queues are repeated by TCP a second later, whatever the server does. */
const AT_ONCE = 100;
const EVERY_MS = 20;
/** The browser's first delay after a refusal: anything from 0 to this. */
const RETRY_MS = 1000;
/** What tells where a client stands is at the beginning of a frame or of its last message. */
const INITIAL = /^\{"type":"initial_data","epoch":"[^"]*","version":(\d+)/;
const DELTA = /\{"type":"delta","epoch":"[^"]*","from":\d+,"to":(\d+)/;
const WELCOME = /^\{"type":"welcome".*"version":(\d+)/;

const numberIn = (text, pattern) => {
  const found = pattern.exec(text);
  return found ? Number(found[1]) : undefined;
};

/** The state of one client of the portal: where it stands, and where it has to be to be consistent. */
function portalClient(since) {
  let wanted = Number.POSITIVE_INFINITY;
  let position = since?.version ?? 0;
  return text => {
    wanted = Math.min(wanted, numberIn(text, WELCOME) ?? wanted);
    position = numberIn(text, INITIAL) ?? numberIn(text, DELTA) ?? position;
    return position >= wanted;
  };
}

/**
 * Clients that all come within 200 ms. One that is refused tries again as a browser does.
 * @param options - `since`: the position each of them has; `isBare`: of a bare server the first frame is the whole state
 * @returns per client: ms from the start of all until its state was that of the server when it came; refusals
 */
export async function comeBack({ url, origin, count, tokens, since, isBare }) {
  const startedAt = performance.now();
  const sockets = [];
  let refusals = 0;
  let bytes = 0;
  const one = index =>
    new Promise((resolve, reject) => {
      const connect = () => {
        const isConsistent = isBare ? () => true : portalClient(since);
        const protocols = ['agentos.v1', `agentos.bearer.${tokens[index % tokens.length]}`];
        const socket = new WebSocket(url, protocols, {
          origin,
          skipUTF8Validation: true,
          perMessageDeflate: false,
        });
        let opened = false;
        sockets.push(socket);
        socket.on('open', () => {
          opened = true;
          if (isBare) return;
          socket.send(JSON.stringify({ type: 'subscribe', rooms: ['admin'], sections: ['*'], since }));
        });
        socket.on('message', data => {
          bytes += data.length;
          if (isConsistent(data.toString())) resolve(performance.now() - startedAt);
        });
        socket.on('close', (code, reason) => reject(new Error(`A client was let go: ${code} ${reason}`)));
        socket.on('error', error => {
          if (opened || performance.now() - startedAt > LIMIT_MS) {
            reject(error);
            return;
          }
          refusals += 1;
          socket.removeAllListeners('close');
          setTimeout(connect, Math.random() * RETRY_MS);
        });
      };
      setTimeout(connect, Math.floor(index / AT_ONCE) * EVERY_MS);
    });
  let limit;
  const tooLate = new Promise((_, reject) => {
    limit = setTimeout(
      () => reject(new Error(`Not all of ${count} clients were back after ${LIMIT_MS} ms`)),
      LIMIT_MS,
    );
  });
  try {
    const ms = await Promise.race([
      Promise.all(Array.from({ length: count }, (_, index) => one(index))),
      tooLate,
    ]);
    return { ms, refusals, bytes };
  } finally {
    clearTimeout(limit);
    for (const socket of sockets) {
      socket
        .removeAllListeners('close')
        .removeAllListeners('error')
        .on('error', () => {});
      socket.terminate();
    }
  }
}
