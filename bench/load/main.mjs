// The clients, as a child process of the bench.
import { serveCommands } from '../processes/serveCommands.mjs';
import { comeBack } from './comeBack.mjs';
import { RequestLoop } from './RequestLoop.mjs';
import { SocketGroup } from './SocketGroup.mjs';

let loop;
const groups = new Map();
const groupOf = name => {
  const group = groups.get(name);
  if (!group) throw new Error(`No sockets named ${name}`);
  return group;
};

serveCommands({
  async openConnections(options) {
    loop = await RequestLoop.open(options);
  },
  requests: options => loop.run(options),
  closeConnections: () => loop.close(),
  async connect({ name, ...options }) {
    groups.set(name, await SocketGroup.open(options));
  },
  startFrames: ({ name, ...options }) => groupOf(name).start(options),
  frames: ({ name }) => groupOf(name).taken(),
  waitFor: ({ name, ...until }) => groupOf(name).waitFor(until),
  comeBack,
  async disconnect({ name }) {
    await groupOf(name).close();
    groups.delete(name);
  },
});
