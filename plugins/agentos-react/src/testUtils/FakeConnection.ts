import {
  userRoom,
  type ClientMessage,
  type Position,
  type ServerMessage,
} from '@agentos-portal/plugin-agentos-common';
import type { LiveSocket } from '../live';
import type { FakeLiveServer } from './FakeLiveServer';

/**
 * The server's end of one socket. Frames arrive one tick after they were sent, in order.
 * @public
 */
export class FakeConnection {
  readonly socket: LiveSocket;
  /** Frames that are lost on the way, from now on. */
  losing = 0;
  /** Sends each frame twice. */
  repeating = false;
  private readonly rooms = new Set<string>();
  private sections: string[] = [];
  /** Version the client's rows are at. */
  private position = 0;
  /** Version the client got the events of. */
  private told = 0;
  private ended = false;

  constructor(private readonly server: FakeLiveServer) {
    this.socket = {
      onmessage: null,
      onclose: null,
      send: text => this.later(() => this.receive(JSON.parse(text))),
      close: () => this.end(),
    };
  }

  open() {
    if (this.ended) return;
    this.server.connections.add(this);
    const { ssot, user } = this.server;
    this.rooms.add(userRoom(user));
    this.told = ssot.version;
    this.send({
      type: 'welcome',
      protocol: 1,
      epoch: ssot.epoch,
      version: ssot.version,
      user,
      heartbeatSeconds: 25,
    });
  }

  close(code: number) {
    this.later(() => {
      const { onclose } = this.socket;
      const wasEnded = this.ended;
      this.end();
      if (!wasEnded) onclose?.({ code });
    });
  }

  /** Sends what was committed since the last frame. */
  follow() {
    const { ssot } = this.server;
    const events = this.events(this.told);
    this.told = ssot.version;
    const sections = ssot.changesSince(this.position, this.sections);
    if (Object.keys(sections).length > 0) {
      const { epoch, version } = ssot;
      this.send(...events, { type: 'delta', epoch, from: this.position, to: version, sections });
      this.position = version;
    } else if (events.length > 0) this.send(...events);
  }

  /** Tells that a section turned stale. */
  sendHead(section: string) {
    const { epoch, version } = this.server.ssot;
    const sections = { [section]: this.server.ssot.head(section) };
    this.send({ type: 'delta', epoch, from: version, to: version, sections });
  }

  send(...messages: ServerMessage[]) {
    this.sendText(JSON.stringify(messages.length === 1 ? messages[0] : messages));
  }

  sendText(text: string) {
    if (!this.server.answering) return;
    if (this.losing > 0) {
      this.losing -= 1;
      return;
    }
    for (let copies = this.repeating ? 2 : 1; copies > 0; copies--) {
      this.later(() => this.socket.onmessage?.({ data: text }));
    }
  }

  private receive(message: ClientMessage) {
    if (this.ended) return;
    this.server.received.push(message);
    if (message.type === 'ping') {
      const { epoch, version } = this.server.ssot;
      this.send({ type: 'pong', epoch, version });
    } else if (message.type === 'unsubscribe') {
      message.rooms?.forEach(room => this.rooms.delete(room));
      this.sections = this.sections.filter(name => !message.sections?.includes(name));
    } else if (message.type === 'subscribe') this.subscribe(message);
  }

  private subscribe({ rooms = [], sections, since }: Extract<ClientMessage, { type: 'subscribe' }>) {
    const { ssot, denied } = this.server;
    const isDenied = (name: string) => denied.has(name);
    rooms.filter(room => !isDenied(room)).forEach(room => this.rooms.add(room));
    if (sections) this.sections = sections.filter(name => !isDenied(name));
    this.send({
      type: 'subscribed',
      rooms: Array.from(this.rooms),
      sections: this.sections,
      denied: [...rooms, ...(sections ?? [])].filter(isDenied),
    });
    if (since && this.canResume(since)) {
      this.position = since.version;
      this.told = since.version;
      this.follow();
    } else if (since || sections) {
      this.send({ type: 'initial_data', ...ssot.snapshot(this.sections) });
      this.position = ssot.version;
      this.told = ssot.version;
    }
  }

  private canResume({ epoch, version }: Position) {
    return epoch === this.server.ssot.epoch && this.server.ssot.reaches(version);
  }

  private events(since: number) {
    return this.server.ssot
      .eventsSince(since)
      .map(event => ({ ...event, rooms: event.rooms.filter(room => this.rooms.has(room)) }))
      .filter(event => event.rooms.length > 0);
  }

  private later(callback: () => void) {
    this.server.environment.setTimer(callback, 1);
  }

  private end() {
    this.ended = true;
    this.server.connections.delete(this);
  }
}
