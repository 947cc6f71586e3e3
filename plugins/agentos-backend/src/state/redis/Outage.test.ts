import { mockServices } from '@backstage/backend-test-utils';
import { Outage } from './Outage';

describe('Outage', () => {
  const logger = mockServices.logger.mock();
  const [log, state] = [{}, {}];
  let outage: Outage;

  beforeEach(() => {
    jest.clearAllMocks();
    outage = new Outage(logger);
  });

  const told = () => [logger.warn.mock.calls.flat(), logger.info.mock.calls.length];

  it('is told once, until the last that noticed has an answer', () => {
    outage.end(state);
    outage.begin(log, 'away');
    outage.begin(state, 'also away');
    outage.begin(log, 'still away');
    outage.end(log);
    expect(told()).toEqual([['away'], 0]);
    outage.end(state);
    outage.end(state);
    expect(told()).toEqual([['away'], 1]);
    outage.begin(state, 'again');
    expect(told()).toEqual([['away', 'again'], 1]);
  });

  it('goes on when the only one that noticed gave up, and ends with the next answer', () => {
    outage.begin(log, 'away');
    outage.forget(log);
    outage.begin(state, 'also away');
    expect(told()).toEqual([['away'], 0]);
    outage.end(state);
    expect(told()).toEqual([['away'], 1]);
    outage.begin(log, 'again');
    outage.forget(log);
    outage.end(state);
    expect(told()).toEqual([['away', 'again'], 2]);
  });
});
