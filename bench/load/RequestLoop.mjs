import http from 'node:http';

/** One GET; its status, its ETag and the bytes of the whole answer as read from the socket. */
function get(url, agent, headers) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers });
    let socket;
    let before = 0;
    request.on('socket', given => {
      socket = given;
      before = socket.bytesRead;
    });
    request.on('error', reject);
    request.on('response', response => {
      response.resume();
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          etag: response.headers.etag,
          bytes: socket.bytesRead - before,
        }),
      );
    });
  });
}

/** Keep-alive connections to one server, each of which makes one request after the other. */
export class RequestLoop {
  /** Opens the connections with a request each; `tokens` are used by them in turn. */
  static async open({ url, tokens, connections }) {
    const loop = new RequestLoop(connections, tokens);
    await loop.run({ url, requests: connections });
    return loop;
  }

  constructor(connections, tokens) {
    this.connections = connections;
    this.tokens = tokens;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  }

  /**
   * @param options - `etag` makes each request a revisit with the last ETag its connection got, this one at first
   * @returns numbers of answers and the size of one, by status
   */
  async run({ url, requests, headers, etag: known }) {
    const counts = {};
    const sizes = {};
    let left = requests;
    const work = async token => {
      let etag = known;
      while (left > 0) {
        left -= 1;
        const answer = await get(url, this.agent, {
          ...headers,
          authorization: `Bearer ${token}`,
          ...(known ? { 'if-none-match': etag } : {}),
        });
        counts[answer.status] = (counts[answer.status] ?? 0) + 1;
        sizes[answer.status] ??= answer.bytes;
        etag = answer.etag;
      }
    };
    await Promise.all(
      Array.from({ length: this.connections }, (_, index) => work(this.tokens[index % this.tokens.length])),
    );
    return { counts, sizes };
  }

  close() {
    this.agent.destroy();
  }
}
