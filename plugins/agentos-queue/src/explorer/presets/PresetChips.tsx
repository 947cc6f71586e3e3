import AddIcon from '@mui/icons-material/Add';
import CloseIcon from '@mui/icons-material/Close';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import { formatJobQuery, parseJobQuery, type Preset } from '@agentos-portal/plugin-agentos-common';
import { formatCount, formatInstant, saidBy, TextButton } from '@agentos-portal/plugin-agentos-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo, useState } from 'react';
import { queueTranslationRef } from '../../translation';
import { problemOf } from '../state/useExplorerState';
import { SavePreset } from './SavePreset';
import { usePresets } from './usePresets';

const Root = styled('div')({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 6 });

const Chip = styled('span')(({ theme }) => ({
  display: 'inline-flex',
  alignItems: 'center',
  height: 26,
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 13,
  backgroundColor: theme.palette.background.paper,
  '& > button:first-of-type': {
    all: 'unset',
    display: 'inline-flex',
    alignItems: 'baseline',
    gap: 6,
    height: 26,
    lineHeight: '26px',
    padding: '0 10px',
    cursor: 'pointer',
    borderRadius: 13,
    '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
  },
  '&:hover': { borderColor: theme.palette.text.disabled },
  '&[data-active]': {
    borderColor: theme.palette.primary.main,
    boxShadow: `inset 0 0 0 1px ${theme.palette.primary.main}`,
    fontWeight: 600,
  },
  '& small': {
    fontSize: 12,
    fontWeight: 400,
    color: theme.palette.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  },
}));

const Note = styled('span')(({ theme }) => ({ fontSize: 12, color: theme.palette.text.secondary }));

/** The same text for every way to write the same search. */
const canonical = (q: string) => (problemOf(q) ? q : formatJobQuery(parseJobQuery(q)));

/** @internal */
export interface PresetChipsProps {
  q: string;
  onChoose: (q: string) => void;
}

/**
 * Saved searches with how many jobs each finds. A chip writes its search into the box, so that what is listed can be read there.
 * @internal
 */
export function PresetChips({ q, onChoose }: PresetChipsProps) {
  const { t } = useTranslationRef(queueTranslationRef);
  const { presets, error, refused, remove } = usePresets();
  const [isSaving, setSaving] = useState(false);
  const current = useMemo(() => canonical(q), [q]);
  const isSaved = presets.some(preset => canonical(preset.q) === current);

  const countOf = ({ count, countIsExact }: Preset) =>
    count === null ? '–' : `${formatCount(count)}${countIsExact ? '' : '+'}`;
  const titleOf = (preset: Preset) =>
    [
      preset.q ? t('explorer.presets.searches', { q: preset.q }) : t('explorer.presets.searchesAll'),
      preset.countedAt
        ? t('explorer.presets.countedAt', { at: formatInstant(preset.countedAt) })
        : t('explorer.presets.notCounted'),
    ].join(' · ');

  return (
    <Root role="group" aria-label={t('explorer.presets.label')}>
      {presets.map(preset => {
        const isActive = canonical(preset.q) === current;
        return (
          <Chip key={preset.id} data-active={isActive || undefined}>
            <button
              type="button"
              aria-pressed={isActive}
              title={titleOf(preset)}
              onClick={() => onChoose(preset.q)}
            >
              {preset.title} <small>{countOf(preset)}</small>
            </button>
            {preset.scope !== 'system' && (
              <IconButton
                size="small"
                aria-label={t('explorer.presets.remove', { title: preset.title })}
                onClick={() => remove(preset.id)}
              >
                <CloseIcon sx={{ fontSize: 14 }} />
              </IconButton>
            )}
          </Chip>
        );
      })}
      {q && !problemOf(q) && !isSaved && !error && (
        <TextButton startIcon={<AddIcon sx={{ fontSize: 16 }} />} onClick={() => setSaving(true)}>
          {t('explorer.presets.save')}
        </TextButton>
      )}
      {error && <Note role="status">{t('explorer.presets.failed', { reason: saidBy(error) })}</Note>}
      {refused && <Note role="alert">{saidBy(refused)}</Note>}
      {isSaving && <SavePreset q={current} onClose={() => setSaving(false)} />}
    </Root>
  );
}
