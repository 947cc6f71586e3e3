import type { Knex } from 'knex';
import { DatabasePresetStore } from '../presets';

const preset = (id: string, fields: object = {}) => ({
  id,
  owner: 'user:default/ada',
  scope: 'own' as const,
  title: 'T',
  q: 'state:failed',
  ...fields,
});

/**
 * Declares the tests that the store of saved filters passes on every database.
 * @param create - a database with the tables of the plugin, without a preset
 */
export function describePresetStore(name: string, create: () => Promise<Knex>) {
  describe(`the store of presets on ${name}`, () => {
    let knex: Knex;
    let store: DatabasePresetStore;
    let time = 1000;

    beforeEach(async () => {
      knex = await create();
      store = new DatabasePresetStore(knex, () => {
        time += 1;
        return time;
      });
    });

    it('gives what a person sees, in the order it was saved', async () => {
      await store.put(preset('b'), undefined);
      await store.put(preset('a', { scope: 'shared', title: 'Übersicht 😀' }), undefined);
      await store.put(preset('c', { owner: 'user:default/grace' }), undefined);
      expect(await store.visibleTo('user:default/ada')).toEqual([
        preset('b'),
        preset('a', { scope: 'shared', title: 'Übersicht 😀' }),
      ]);
      expect(await store.countOf('user:default/ada')).toBe(2);
      expect(await store.get('c')).toEqual(preset('c', { owner: 'user:default/grace' }));
      expect(await store.get('d')).toBeUndefined();
    });

    it('changes only what is still as it was read, and tells nobody of what did not happen', async () => {
      await store.put(preset('a'), undefined);
      const again = { name: 'ConflictError', message: expect.stringContaining('read it again') };
      await expect(store.put(preset('a', { q: '' }), undefined)).rejects.toMatchObject(again);
      await store.put(preset('a', { q: '' }), preset('a'));
      await expect(store.put(preset('a', { q: 'x' }), preset('a'))).rejects.toMatchObject(again);
      await expect(store.delete(preset('a'), 'user:default/ada')).rejects.toMatchObject(again);
      expect((await store.get('a'))!.q).toBe('');
      await store.delete(preset('a', { q: '' }), 'user:default/eve');
      expect(await knex('audit').orderBy('id').select('kind', 'target', 'actor')).toEqual([
        { kind: 'preset.save', target: 'a', actor: 'user:default/ada' },
        { kind: 'preset.save', target: 'a', actor: 'user:default/ada' },
        { kind: 'preset.remove', target: 'a', actor: 'user:default/eve' },
      ]);
    });
  });
}
