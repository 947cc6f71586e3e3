import { WebSocket } from 'ws';

/** Sockets opened at once. */
const AT_ONCE = 50;
const WAIT_MS = 30_000;
/** Frames a client keeps, for a wait that begins after what it waits for. */
const RECENT = 4;

const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

/** Before the time of an event. */
const MARK = Buffer.from('"reason":"at ');
const INITIAL_DATA = Buffer.from('"type":"initial_data"');

/** Real WebSocket clients that note what they get. */
export class SocketGroup {
  /**
   * @param options - `tokens` are used in turn (none: a bare server); `subscribe` is sent once, its `initial_data` is waited for
   */
  static async open({ url, origin, count, tokens, subscribe }) {
    const group = new SocketGroup();
    const token = index => tokens?.[index % tokens.length];
    for (let opened = 0; opened < count; opened += AT_ONCE) {
      const these = Math.min(AT_ONCE, count - opened);
      await Promise.all(
        Array.from({ length: these }, (_, index) =>
          group.add({ url, origin, token: token(opened + index), subscribe }),
        ),
      );
    }
    group.start({});
    return group;
  }

  constructor() {
    this.sockets = [];
    /** The last frames of each client. */
    this.recent = [];
    this.waiting = new Set();
    this.start({});
  }

  /** Forgets what was noted so far. `marks`: reads how old events are. */
  start({ marks = false }) {
    this.marks = marks;
    this.first = [];
    this.frames = 0;
    this.bytes = 0;
    this.lost = [];
    this.latencies = [];
  }

  /** What came since `start`: frames of the first client; frames, bytes and event ages (ms) of all; sockets lost. */
  taken() {
    const { first, frames, bytes, latencies, lost } = this;
    return { first, frames, bytes, latencies, lost };
  }

  /**
   * Waits until every client got a frame with the text in it, `since` a time or from now on.
   * @returns when the last client had it; times are those of the clock all processes share
   */
  waitFor({ text, since = nowMs() }) {
    return new Promise((resolve, reject) => {
      const wait = { text: Buffer.from(text), missing: new Set(this.sockets.keys()), lastAt: 0 };
      const limit = setTimeout(() => {
        this.waiting.delete(wait);
        const lost = this.lost.slice(0, 3).join('; ');
        reject(
          new Error(
            `After ${WAIT_MS / 1000} s ${wait.missing.size} of ${this.sockets.length} clients had not seen ${text}. Lost: ${this.lost.length} ${lost}`,
          ),
        );
      }, WAIT_MS);
      wait.resolve = () => {
        clearTimeout(limit);
        this.waiting.delete(wait);
        resolve(wait.lastAt);
      };
      this.waiting.add(wait);
      this.recent.forEach((frames, index) => {
        for (const frame of frames) if (frame.at >= since) look(wait, index, frame);
      });
    });
  }

  async close() {
    this.closing = true;
    await Promise.all(
      this.sockets.map(
        socket =>
          new Promise(done => {
            socket.once('close', done);
            socket.terminate();
          }),
      ),
    );
  }

  add({ url, origin, token, subscribe }) {
    // The clients are not what is measured: they need not check the encoding.
    const options = { origin, skipUTF8Validation: true, perMessageDeflate: false };
    const protocols = token ? ['agentos.v1', `agentos.bearer.${token}`] : [];
    const socket = new WebSocket(url, protocols, options);
    const index = this.sockets.push(socket) - 1;
    this.recent.push([]);
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('close', (code, reason) => {
        if (!this.closing) this.lost.push(`${code} ${reason}`);
      });
      socket.on('open', () => {
        if (subscribe) socket.send(JSON.stringify({ type: 'subscribe', ...subscribe }));
        else resolve();
      });
      socket.on('message', data => {
        if (data.includes(INITIAL_DATA)) resolve();
        this.receive(index, data);
      });
    });
  }

  receive(index, data) {
    const frame = { at: nowMs(), data };
    this.frames += 1;
    this.bytes += data.length;
    if (index === 0) this.first.push(data.toString());
    if (this.marks) {
      // Decoding every frame would cost this process more than a hundred browsers have between them.
      for (let at = data.indexOf(MARK); at >= 0; at = data.indexOf(MARK, at + 1)) {
        const begins = at + MARK.length;
        this.latencies.push(frame.at - Number(data.toString('latin1', begins, data.indexOf('"', begins))));
      }
    }
    this.recent[index].push(frame);
    if (this.recent[index].length > RECENT) this.recent[index].shift();
    for (const wait of this.waiting) look(wait, index, frame);
  }
}

/** Takes note when the frame is what the wait is for. */
function look(wait, index, { at, data }) {
  if (!wait.missing.has(index) || !data.includes(wait.text)) return;
  wait.missing.delete(index);
  wait.lastAt = Math.max(wait.lastAt, at);
  if (wait.missing.size === 0) wait.resolve();
}
