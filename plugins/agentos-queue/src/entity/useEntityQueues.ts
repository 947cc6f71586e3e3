import { ANNOTATIONS } from '@agentos-portal/plugin-agentos-common';
import { useSection } from '@agentos-portal/plugin-agentos-react';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useMemo } from 'react';
import { queuesOfEntity } from './queuesOfEntity';

/**
 * The queues of the entity whose page this is.
 * @internal
 */
export function useEntityQueues() {
  const { entity } = useEntity();
  const section = useSection('queues');
  const queues = useMemo(() => queuesOfEntity(entity, section.rows), [entity, section.rows]);
  return { queues, section, name: entity.metadata.annotations?.[ANNOTATIONS.queue] ?? '' };
}
