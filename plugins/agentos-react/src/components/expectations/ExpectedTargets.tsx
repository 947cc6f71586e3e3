import { OPERATIONS, type OperationKind } from '@agentos-portal/plugin-agentos-common';
import { useExpectedTargets } from '../../expectations';
import { StatusBadge, type StatusKind } from '../status';
import { formatCount } from '../values';
import { Beside } from './Beside';
import { NotDone } from './NotDone';

/** How the value a row of a section is expected to have is shown. */
const lookOf = (section: string, value: string | boolean): [StatusKind, string] => {
  if (section === 'jobs') return ['job', String(value)];
  if (typeof value === 'string') return ['flag', value];
  return ['flag', value === true ? 'paused' : 'resumed'];
};

/** @public */
export interface ExpectedTargetsProps {
  kind: OperationKind;
  ids: readonly string[];
}

/**
 * What the targets of an operation are expected to become, and why some will not; nothing while nothing is under way.
 * @public
 */
export function ExpectedTargets({ kind, ids }: ExpectedTargetsProps) {
  const { counts, refusals } = useExpectedTargets(kind, ids);
  if (counts.size === 0 && refusals.length === 0) return null;
  const { section } = OPERATIONS[kind];
  return (
    <Beside>
      {[...counts].map(([value, count]) => {
        const [look, status] = lookOf(section, value);
        return (
          <span key={status}>
            {ids.length > 1 && `${formatCount(count)} `}
            <StatusBadge kind={look} status={status} isExpected />
          </span>
        );
      })}
      <NotDone refusals={refusals} />
    </Beside>
  );
}
