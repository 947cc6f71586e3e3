import { styled } from '@mui/material/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import type { OperationCounts, OperationTarget } from '@agentos-portal/plugin-agentos-common';
import { refusalOf, saidBy } from '../../operations/refusalOf';
import { useOperationTargets } from '../../operations/useFollowedOperation';
import { TextButton } from '../button';
import { MiniTable } from '../table';
import { formatCount } from '../values';
import { dockTranslationRef } from './messages';

const Filters = styled('div')({ display: 'flex', gap: 8, padding: '2px 0 4px', fontSize: 12 });

const OUTCOMES = ['failed', 'skipped', 'succeeded'] as const;

const whyOf = (target: OperationTarget) =>
  target.outcome === 'failed' || target.outcome === 'skipped' ? refusalOf(target) : '';

/** @internal */
export interface TargetOutcomesProps {
  id: string;
  counts: OperationCounts;
}

/**
 * What became of each target, page by page. What was not done comes first.
 * @internal
 */
export function TargetOutcomes({ id, counts }: TargetOutcomesProps) {
  const { t } = useTranslationRef(dockTranslationRef);
  const [chosen, setChosen] = useState<OperationTarget['outcome'] | undefined>(
    OUTCOMES.find(outcome => counts[outcome] > 0),
  );
  const done = counts.total - counts.pending;
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useOperationTargets(
    id,
    chosen,
    String(done),
  );
  const targets = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Filters role="group" aria-label={t('outcome')}>
        <TextButton aria-pressed={chosen === undefined} onClick={() => setChosen(undefined)}>
          {t('all')}
        </TextButton>
        {OUTCOMES.map(outcome => (
          <TextButton key={outcome} aria-pressed={chosen === outcome} onClick={() => setChosen(outcome)}>
            {t(outcome, { total: formatCount(counts[outcome]) })}
          </TextButton>
        ))}
      </Filters>
      {error && <div role="alert">{t('unread', { reason: saidBy(error) })}</div>}
      {data && targets.length === 0 && <div>{t('none')}</div>}
      {targets.length > 0 && (
        <MiniTable aria-label={t('outcomes')}>
          <thead>
            <tr>
              <th scope="col">{t('target')}</th>
              <th scope="col">{t('outcome')}</th>
              <th scope="col">{t('why')}</th>
            </tr>
          </thead>
          <tbody>
            {targets.map(target => (
              <tr key={target.id}>
                <th scope="row" title={target.id}>
                  {target.id}
                </th>
                <td>{target.outcome}</td>
                <td title={whyOf(target)}>
                  {whyOf(target)}
                  {target.code && ` (${target.code})`}
                  {target.newJobId && t('newJob', { id: target.newJobId })}
                </td>
              </tr>
            ))}
          </tbody>
        </MiniTable>
      )}
      {hasNextPage && (
        <TextButton disabled={isFetching} onClick={() => fetchNextPage()}>
          {t('more')}
        </TextButton>
      )}
    </>
  );
}
