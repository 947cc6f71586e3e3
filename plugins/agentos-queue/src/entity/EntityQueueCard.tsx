import { queueScore, type QueueRow } from '@agentos-portal/plugin-agentos-common';
import {
  Beside,
  Count,
  Duration,
  Figure,
  FigureRow,
  Flag,
  ReasonList,
  ScoreBadge,
  SectionFrame,
  StatusBadge,
  useExpected,
} from '@agentos-portal/plugin-agentos-react';
import { InfoCard } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { TextLink } from '../job/TextLink';
import { Consumers } from '../page/Consumers';
import { useQueueText } from '../page/useQueueText';
import { QueueHour } from '../panel/QueueHour';
import { QueueOperations } from '../panel/QueueOperations';
import { rootRouteRef } from '../routes';
import { useEntityQueues } from './useEntityQueues';

function Queue({ row }: { row: QueueRow }) {
  const t = useQueueText();
  const page = useRouteRef(rootRouteRef)?.();
  const paused = useExpected('queues', row, 'paused');
  return (
    <>
      <Beside>
        {row.health && <StatusBadge kind="health" status={row.health} />}
        <Flag of={paused} status="paused" isRoomy />
        <small>{row.instance}</small>
      </Beside>
      <ReasonList reasons={row.reasons} />
      <FigureRow>
        <Figure label={t('queues.panel.queued')}>
          <Count value={row.queued} />
        </Figure>
        <Figure label={t('queues.panel.oldest')}>
          <Duration value={row.oldestQueuedMs} />
        </Figure>
        <Figure label={t('queues.panel.consumers')}>
          <Consumers value={row.consumers} />
        </Figure>
        <Figure label={t('queues.panel.score')}>
          <ScoreBadge value={row.score} score={() => queueScore(row)} />
        </Figure>
      </FigureRow>
      <div style={{ margin: '10px 0' }}>
        <QueueHour id={row.id} />
      </div>
      <div style={{ margin: '0 -16px' }}>
        <QueueOperations row={row} />
      </div>
      {page && (
        <TextLink to={`${page}?${new URLSearchParams({ selected: row.id })}`}>
          {t('queues.entity.open')}
        </TextLink>
      )}
    </>
  );
}

/**
 * How the queue of an entity is, on the entity's page.
 * @internal
 */
export function EntityQueueCard() {
  const t = useQueueText();
  const { queues, section, name } = useEntityQueues();
  return (
    <InfoCard title={t('queues.entity.card')}>
      <div style={{ fontSize: 13 }}>
        <SectionFrame
          name="queues"
          title={name}
          section={section}
          empty={t('queues.entity.unknown', { name })}
        >
          {queues.length === 0 && t('queues.entity.unknown', { name })}
          {queues.length > 1 && <p>{t('queues.entity.several', { n: String(queues.length) })}</p>}
          {queues.map(row => (
            <Queue key={row.id} row={row} />
          ))}
        </SectionFrame>
      </div>
    </InfoCard>
  );
}
