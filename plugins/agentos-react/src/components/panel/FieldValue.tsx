import { formatDuration, formatPercent } from '@agentos-portal/plugin-agentos-common';
import { Age, formatBytes, formatCount, formatInstant, NotMeasured } from '../values';
import { fieldLabel, type FieldInfo } from './fields';

/** How a number of a unit is written; other units follow the number. */
const UNITS: Record<string, (value: number) => string> = {
  ms: formatDuration,
  s: value => formatDuration(value * 1000),
  '0..1': formatPercent,
  '0..100': value => `${formatCount(value)} of 100`,
  '%': value => `${formatCount(value)} %`,
  bytes: formatBytes,
};

function formatNumber(value: number, { key, unit }: Pick<FieldInfo, 'key' | 'unit'>) {
  if (!unit) return key.endsWith('Ms') ? formatDuration(value) : String(value);
  return UNITS[unit]?.(value) ?? `${formatCount(value)} ${value === 1 ? unit.replace(/s$/, '') : unit}`;
}

/** @internal */
export interface FieldValueProps {
  field: Pick<FieldInfo, 'key' | 'unit'>;
  value: unknown;
}

/**
 * The value of any field with its unit. `null` is not measured.
 * @internal
 */
export function FieldValue({ field, value }: FieldValueProps) {
  if (value === null || value === undefined) return <NotMeasured />;
  if (typeof value === 'number') return <>{formatNumber(value, field)}</>;
  if (typeof value === 'boolean') return <>{value ? 'yes' : 'no'}</>;
  if (typeof value === 'string') {
    const isInstant = /(At|deadline|^at)$/.test(field.key);
    if (!isInstant || Number.isNaN(Date.parse(value))) return <>{value}</>;
    return (
      <>
        {formatInstant(value)} (<Age at={value} suffix="ago" />)
      </>
    );
  }
  if (Array.isArray(value)) {
    return <>{value.length === 0 ? 'none' : value.map(String).join(', ')}</>;
  }
  return (
    <>
      {Object.entries(value).map(([key, part]) => (
        <div key={key}>
          {fieldLabel(key)}: <FieldValue field={{ key, unit: field.unit }} value={part} />
        </div>
      ))}
    </>
  );
}
