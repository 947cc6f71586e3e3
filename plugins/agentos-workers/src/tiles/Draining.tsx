import type { WorkerRow } from '@agentos-portal/plugin-agentos-common';
import { Flag, useExpected } from '@agentos-portal/plugin-agentos-react';

/** @internal */
export interface DrainingProps {
  worker: WorkerRow;
  isRoomy?: boolean;
}

/**
 * Says that a worker takes no further jobs, or is about to; nothing while it takes them.
 * @internal
 */
export function Draining({ worker, isRoomy }: DrainingProps) {
  return <Flag of={useExpected('workers', worker, 'draining')} status="draining" isRoomy={isRoomy} />;
}
