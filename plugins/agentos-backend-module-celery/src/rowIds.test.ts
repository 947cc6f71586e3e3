import { celeryRowId, nameOfRowId } from './rowIds';

describe('ids of rows', () => {
  it('come back as the name they are of', () => {
    for (const name of ['9aba18cc-597e', 'w1@vm.example', 'größe x']) {
      expect(nameOfRowId('celery', celeryRowId('celery', name))).toBe(name);
    }
  });

  it('of other sources and other shapes are none', () => {
    for (const id of ['other.a', 'celery', 'celery.a.b', 'celery.', '', 'celery a']) {
      expect(nameOfRowId('celery', id)).toBeUndefined();
    }
  });
});
