import { ANNOTATIONS } from '@agentos-portal/plugin-agentos-common';
import { agentosQueryClientApiRef, NotMeasured } from '@agentos-portal/plugin-agentos-react';
import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useApi, useApiHolder } from '@backstage/frontend-plugin-api';
import { catalogApiRef, EntityRefLink } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { useJobText } from '../useJobText';

/** Who owns what changes seldom. */
const KEPT_MS = 300_000;

/**
 * Who owns the agent of a job, as the catalog has it.
 * @internal
 */
export function JobOwner({ agent }: { agent: string | null }) {
  const t = useJobText();
  const catalog = useApiHolder().get(catalogApiRef);
  const { data: owners = [] } = useQuery(
    {
      queryKey: ['agentos', 'owner', agent],
      queryFn: async () => {
        const { items } = await catalog!.getEntities({
          filter: { [`metadata.annotations.${ANNOTATIONS.agentId}`]: agent! },
          fields: ['kind', 'metadata', 'relations'],
        });
        return items.flatMap(({ relations = [] }) =>
          relations.filter(({ type }) => type === RELATION_OWNED_BY).map(({ targetRef }) => targetRef),
        );
      },
      enabled: catalog !== undefined && agent !== null,
      staleTime: KEPT_MS,
    },
    useApi(agentosQueryClientApiRef),
  );
  if (owners.length === 0) {
    return (
      <span title={t(agent === null ? 'job.facts.noAgent' : 'job.facts.ownerUnknown')}>
        <NotMeasured />
      </span>
    );
  }
  return (
    <>
      {Array.from(new Set(owners), owner => (
        <EntityRefLink key={owner} entityRef={owner} />
      ))}
    </>
  );
}
