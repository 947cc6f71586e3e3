import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';

/** @internal */
export interface ChoiceProps<T extends string> {
  label: string;
  options: ReadonlyArray<readonly [T, string]>;
  value: T;
  onChange: (value: T) => void;
}

/**
 * One of a few, all in sight.
 * @internal
 */
export function Choice<T extends string>({ label, options, value, onChange }: ChoiceProps<T>) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={label}
      value={value}
      // A second click on the one that is chosen leaves it chosen.
      onChange={(_, next: T | null) => next !== null && onChange(next)}
    >
      {options.map(([id, text]) => (
        <ToggleButton key={id} value={id} sx={{ py: 0, height: 30, fontSize: 12, textTransform: 'none' }}>
          {text}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
