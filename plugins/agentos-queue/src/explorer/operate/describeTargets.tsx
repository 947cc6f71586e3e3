import type { BulkRequest } from '@agentos-portal/plugin-agentos-react';
import type { TranslationFunction } from '@backstage/core-plugin-api/alpha';
import type { ReactNode } from 'react';
import type { queueTranslationRef } from '../../translation';

type Words = TranslationFunction<(typeof queueTranslationRef)['T']>;

/**
 * What was selected, in words: by ids, or everything found by a filter.
 * @internal
 */
export function describeTargets(targets: BulkRequest['targets'], t: Words): ReactNode {
  if ('ids' in targets)
    return targets.ids.length > 1 ? t('explorer.operate.byIds') : <code>{targets.ids[0]}</code>;
  const parts = Object.entries(targets.filter).filter(([, value]) => value !== undefined);
  if (parts.length === 0) return t('explorer.operate.byFilterAll');
  return (
    <>
      {t('explorer.operate.byFilter')}{' '}
      {parts.map(([name, value]) => (
        <code key={name}>{name === 'q' ? String(value) : `${name}: ${value}`} </code>
      ))}
    </>
  );
}
