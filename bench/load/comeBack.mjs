import { WebSocket } from 'ws';

const LIMIT_MS = 60_000;
/** The browser's first delay after a loss or a refusal: anything from 0 to this. */
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
 * Clients that lost their server at the same moment and come back as browsers do, anywhere within a second. One that is refused tries again.
 * @param options - `since`: the position each of them has; `isBare`: of a bare server the first frame is the whole state
 * @returns per client: ms from its first attempt until its state was that of the server when it came; refusals
 */
export async function comeBack({ url, origin, count, tokens, since, isBare }) {
  const sockets = [];
  let refusals = 0;
  let bytes = 0;
  const one = index =>
    new Promise((resolve, reject) => {
      let startedAt;
      const connect = () => {
        startedAt ??= performance.now();
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
      setTimeout(connect, Math.random() * RETRY_MS);
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
