import { aQueue } from '@agentos-portal/plugin-agentos-react/testUtils';
import { queuesOfEntity } from './queuesOfEntity';

const entity = (annotations: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'q', annotations },
});
const ROWS = [
  aQueue({ id: 'a.embed', name: 'embed', instance: 'main' }),
  aQueue({ id: 'b.embed', name: 'embed', instance: 'other' }),
  aQueue({ id: 'a.ocr', name: 'ocr', instance: 'main' }),
];
const ids = (annotations: Record<string, string>) =>
  queuesOfEntity(entity(annotations), ROWS).map(({ id }) => id);

describe('queuesOfEntity', () => {
  it('finds queues by name, of one instance where it is named', () => {
    expect(ids({ 'agentos.io/queue': 'embed' })).toEqual(['a.embed', 'b.embed']);
    expect(ids({ 'agentos.io/queue': 'embed', 'agentos.io/instance': 'other' })).toEqual(['b.embed']);
    expect(ids({ 'agentos.io/queue': 'none' })).toEqual([]);
    expect(ids({})).toEqual([]);
  });
});
