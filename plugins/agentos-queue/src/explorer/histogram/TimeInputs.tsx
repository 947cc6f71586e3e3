import { styled } from '@mui/material/styles';
import { TextButton, type ChangeUrl } from '@agentos-portal/plugin-agentos-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';
import { queueTranslationRef } from '../../translation';

const Input = styled('input')(({ theme }) => ({
  height: 22,
  width: 168,
  padding: '0 4px',
  font: 'inherit',
  fontSize: 12,
  color: theme.palette.text.primary,
  colorScheme: theme.palette.mode,
  backgroundColor: theme.palette.background.paper,
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 4,
}));

/** Local time as the browser's own field has it. */
function localOf(at: string | undefined): string {
  if (!at) return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

const instantOf = (local: string) => {
  const at = new Date(local);
  return local && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
};

/** A field that counts when it is left: while one types it is half a date. */
function TimeInput({ label, at, onChange }: { label: string; at?: string; onChange: (at?: string) => void }) {
  const [text, setText] = useState(localOf(at));
  useEffect(() => setText(localOf(at)), [at]);
  const apply = () => {
    if (instantOf(text) !== at) onChange(instantOf(text));
  };
  return (
    <Input
      type="datetime-local"
      step={1}
      aria-label={label}
      title={label}
      value={text}
      onChange={event => setText(event.target.value)}
      onBlur={apply}
      onKeyDown={event => event.key === 'Enter' && apply()}
    />
  );
}

/** @internal */
export interface TimeInputsProps {
  from?: string;
  to?: string;
  change: ChangeUrl;
}

/**
 * The time in which the listed jobs were created, by keyboard.
 * @internal
 */
export function TimeInputs({ from, to, change }: TimeInputsProps) {
  const { t } = useTranslationRef(queueTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const set = (name: string) => (at?: string) => change({ [name]: at }, { push: true });
  if (!isOpen && !from && !to) {
    return (
      <TextButton aria-expanded={false} onClick={() => setOpen(true)}>
        {t('explorer.chart.choose')}
      </TextButton>
    );
  }
  return (
    <span>
      <TimeInput label={t('explorer.chart.from')} at={from} onChange={set('from')} />
      {' – '}
      <TimeInput label={t('explorer.chart.to')} at={to} onChange={set('to')} />
    </span>
  );
}
