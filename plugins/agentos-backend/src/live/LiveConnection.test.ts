import { EventEmitter } from 'node:events';
import { LIVE_LIMITS } from '@agentos-portal/plugin-agentos-common';
import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { WebSocket } from 'ws';
import type { Decisions } from '../access';
import { LiveConnection, TICK_MS, type UserCredentials } from './LiveConnection';
import type { Subscription } from './subscription';

describe('a peer that went away without a word', () => {
  const setUp = () => {
    const clock = new ManualClock();
    const socket = Object.assign(new EventEmitter(), {
      readyState: 1,
      OPEN: 1,
      bufferedAmount: 0,
      pings: 0,
      ping() {
        socket.pings += 1;
      },
      terminated: false,
      terminate() {
        socket.terminated = true;
      },
    });
    const connection = new LiveConnection(
      socket as unknown as WebSocket,
      'user:default/guest',
      {} as UserCredentials,
      {} as Decisions,
      {} as Subscription,
      clock,
      { message: () => {}, closed: () => {} },
    );
    const pass = (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) {
        clock.advance(TICK_MS);
        connection.tick();
      }
    };
    return { clock, connection, socket, pass };
  };

  it('is gone within the limit, also when the looks fall between its seconds', () => {
    const { clock, socket, pass } = setUp();
    clock.advance(TICK_MS / 2);
    pass(LIVE_LIMITS.goneAfterSeconds - 1);
    expect(socket.pings).toBe(1);
    expect(socket.terminated).toBe(true);
  });

  it('stays when it answers the ping', () => {
    const { socket, pass } = setUp();
    pass(LIVE_LIMITS.heartbeatSeconds + 5);
    expect(socket.pings).toBe(1);
    socket.emit('pong');
    pass(10);
    expect(socket.terminated).toBe(false);
  });
});
