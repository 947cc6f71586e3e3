import type { Expected } from '../../expectations';
import { StatusBadge } from '../status';
import { NotDone } from './NotDone';

/** @public */
export interface FlagProps {
  /** The field of the row that says yes or no. */
  of: Expected;
  /** Status of kind `flag` that is shown for yes. */
  status: string;
  isRoomy?: boolean;
}

/**
 * A badge for something that is so or not. Not so shows nothing, unless it is what is expected by what was asked for.
 * @public
 */
export function Flag({ of: { value, isExpected, refusal }, status, isRoomy = false }: FlagProps) {
  return (
    <>
      {(value === true || isExpected) && (
        <StatusBadge kind="flag" status={value === true ? status : 'resumed'} isExpected={isExpected} />
      )}
      <NotDone refusals={refusal ? [refusal] : []} isBrief={!isRoomy} />
    </>
  );
}
