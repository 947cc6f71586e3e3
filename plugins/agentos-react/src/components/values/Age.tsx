import { useNow } from '../clock';
import { formatAge, formatInstant } from './format';
import { NotMeasured } from './NotMeasured';

/** @public */
export interface AgeProps {
  /** ISO 8601, or ms since epoch; `null` is not measured. */
  at: string | number | null | undefined;
  /** Text around a past instant, e.g. `ago`. */
  suffix?: string;
}

/**
 * How long ago something was, or how soon it is; it ticks by itself. The instant itself is the title.
 * @public
 */
export function Age({ at, suffix }: AgeProps) {
  const now = useNow();
  if (at === null || at === undefined) return <NotMeasured />;
  const date = new Date(at);
  const ageMs = now - date.getTime();
  // A second of difference is the other machine's clock, not the future.
  const text =
    ageMs < -1_000 ? `in ${formatAge(-ageMs)}` : [formatAge(ageMs), suffix].filter(Boolean).join(' ');
  return (
    <time dateTime={date.toISOString()} title={formatInstant(date)}>
      {text}
    </time>
  );
}
