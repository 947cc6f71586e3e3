import { ExactNumber, type ExactJson } from '@agentos-portal/plugin-agentos-common';
import { TextButton, toneColor } from '@agentos-portal/plugin-agentos-react';
import LockIcon from '@mui/icons-material/LockOutlined';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useJobText } from '../useJobText';
import { HIDDEN } from './jsonNodes';

/** Characters of a text that are shown at first, and each time more is asked for. */
const FIRST = 300;
const MORE = 50_000;

const Root = styled('span')(({ theme }) => ({
  '&[data-type="string"]': { color: toneColor(theme, 'ok') },
  '&[data-type="number"]': { color: toneColor(theme, 'active') },
  '&[data-type="boolean"], &[data-type="null"]': { color: toneColor(theme, 'waiting') },
  '&[data-type="hidden"]': {
    display: 'inline-flex',
    gap: 3,
    alignItems: 'baseline',
    color: toneColor(theme, 'idle'),
    fontStyle: 'italic',
    '& svg': { fontSize: 13, alignSelf: 'center' },
  },
}));

function Text({ value }: { value: string }) {
  const t = useJobText();
  const [shown, setShown] = useState(FIRST);
  if (value.length <= shown) return <Root data-type="string">{JSON.stringify(value)}</Root>;
  const next = shown + MORE;
  return (
    <Root data-type="string">
      {JSON.stringify(value.slice(0, shown)).slice(0, -1)}…{' '}
      <TextButton onClick={() => setShown(next)}>
        {t(next >= value.length ? 'job.payload.whole' : 'job.payload.longer', {
          n: value.length.toLocaleString('en-US'),
        })}
      </TextButton>
    </Root>
  );
}

/**
 * A JSON value without parts: hidden ones are marked, numbers have every digit, long texts are cut.
 * @internal
 */
export function JsonLeaf({ value }: { value: ExactJson | undefined }) {
  const t = useJobText();
  if (value === HIDDEN) {
    return (
      <Root data-type="hidden" title={t('job.payload.redactedWhy')}>
        <LockIcon aria-hidden />
        {t('job.payload.redacted')}
      </Root>
    );
  }
  if (typeof value === 'string') return <Text value={value} />;
  if (value instanceof ExactNumber) {
    return (
      <Root data-type="number" data-exact title={t('job.payload.exact')}>
        {value.text}
      </Root>
    );
  }
  return <Root data-type={value === null ? 'null' : typeof value}>{String(value)}</Root>;
}
