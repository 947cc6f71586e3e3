import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { WebSocket } from 'ws';
import { protocols, socketToken, startPortal, type TestPortal } from '../__testUtils__/startPortal';

jest.setTimeout(60_000);

describe('clients that come all at once', () => {
  let portal: TestPortal;

  beforeEach(async () => {
    portal = await startPortal({ agentos: { live: { maxConnections: 400 } } });
  });

  afterEach(() => portal.stop());

  it('are let in up to agentos.live.maxConnections, those being opened among them', async () => {
    const answers: Array<number | 'open'> = [];
    const sockets = Array.from({ length: 410 }, () => {
      const socket = new WebSocket(
        `ws://localhost:${portal.port}/api/agentos/live`,
        protocols(socketToken('user:default/ada')),
        { headers: { origin: 'http://localhost:7007' } },
      );
      socket.on('open', () => answers.push('open'));
      socket.on('error', () => {});
      socket.on('unexpected-response', (request, response) => {
        answers.push(response.statusCode!);
        request.destroy();
      });
      return socket;
    });
    await waitFor(() => answers.length === sockets.length, 'an answer to each');
    expect(answers.filter(answer => answer === 'open')).toHaveLength(400);
    expect(answers.filter(answer => answer === 503)).toHaveLength(10);
    sockets.find(socket => socket.readyState === WebSocket.OPEN)!.terminate();
    await waitFor(
      () =>
        portal.connect().then(
          () => true,
          () => false,
        ),
      'the place of one that left',
    );
    for (const socket of sockets) socket.terminate();
  });
});
