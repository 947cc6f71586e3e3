import { Count, StatusBadge } from '@agentos-portal/plugin-agentos-react';

/**
 * How many workers consume a queue; none is said with a word.
 * @internal
 */
export function Consumers({ value }: { value: number | null }) {
  return value === 0 ? <StatusBadge kind="flag" status="nobody" /> : <Count value={value} />;
}
