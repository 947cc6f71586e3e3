import { formatDuration, formatPercent } from '@agentos-portal/plugin-agentos-common';
import { formatBytes, formatCount } from './format';
import { NotMeasured } from './NotMeasured';

/** A number as the wire has it: `null` is not measured. */
type Wire = number | null | undefined;

const value = (format: (value: number) => string) =>
  function Value({ value: given }: { value: Wire }) {
    return given === null || given === undefined ? <NotMeasured /> : <>{format(given)}</>;
  };

/**
 * A count or a rate.
 * @public
 */
export const Count = value(formatCount);

/**
 * A duration; `value` in ms.
 * @public
 */
export const Duration = value(ms =>
  // Not 0: something was measured.
  ms > 0 && ms < 1 ? '< 1 ms' : formatDuration(ms),
);

/**
 * A share as percent; `value` from 0 to 1.
 * @public
 */
export const Percent = value(formatPercent);

/**
 * CPU use and the like; `value` in percent, 100 is one core.
 * @public
 */
export const CpuPercent = value(percent => `${Math.round(percent)} %`);

/**
 * An amount of memory; `value` in bytes.
 * @public
 */
export const Bytes = value(formatBytes);
