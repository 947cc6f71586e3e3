import { DockedOperations } from './DockedOperations';

function setUp(kept?: string) {
  const values = new Map<string, string>(kept === undefined ? [] : [['agentos.operations', kept]]);
  let told = () => {};
  const docked = new DockedOperations({
    storage: { getItem: key => values.get(key) ?? null, setItem: (key, value) => values.set(key, value) },
    onStorage: listener => {
      told = listener;
    },
  });
  return { docked, values, tellStorage: () => told() };
}

describe('DockedOperations', () => {
  it('keeps what was added, the last first, over a reload', () => {
    const { docked, values } = setUp();
    docked.add('op1');
    docked.add('op2');
    docked.add('op1');

    expect(docked.get()).toEqual(['op1', 'op2']);
    expect(setUp(values.get('agentos.operations')).docked.get()).toEqual(['op1', 'op2']);
  });

  it('forgets what was put away, and tells', () => {
    const { docked } = setUp('["op1","op2"]');
    const listener = jest.fn();
    docked.subscribe(listener);
    docked.remove('op1');

    expect(docked.get()).toEqual(['op2']);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('follows the other tabs', () => {
    const { docked, values, tellStorage } = setUp();
    const listener = jest.fn();
    docked.subscribe(listener);
    values.set('agentos.operations', '["op9"]');
    tellStorage();
    tellStorage();

    expect(docked.get()).toEqual(['op9']);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it.each(['not json', '{"a":1}', '["../x", 5, null]'])('starts empty where %s is kept', kept => {
    expect(setUp(kept).docked.get()).toEqual([]);
  });

  it('lasts as long as the tab where nothing can be kept', () => {
    const docked = new DockedOperations({
      storage: {
        getItem: () => null,
        setItem: () => {
          throw new Error('full');
        },
      },
      onStorage: () => {},
    });
    docked.add('op1');
    expect(docked.get()).toEqual(['op1']);
  });
});
