import { styled } from '@mui/material/styles';
import type { JobRow, OperationKind } from '@agentos-portal/plugin-agentos-common';
import { formatCount, TextButton, useShortcut, type JobListView } from '@agentos-portal/plugin-agentos-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo, useRef } from 'react';
import { queueTranslationRef } from '../../translation';
import { OperateButton } from './OperateButton';
import { isSelected, type Selection } from './selection';

// A place of its own: selecting moves no row.
const Root = styled('div')({
  display: 'flex',
  alignItems: 'center',
  flexWrap: 'wrap',
  gap: 8,
  minHeight: 26,
});

const KINDS: ReadonlyArray<[OperationKind, shortcut?: string]> = [
  ['job.retry', 'r'],
  ['job.cancel', 'c'],
  ['job.promote'],
  ['job.remove'],
];

/** @internal */
export interface SelectionBarProps {
  list: JobListView;
  selection: Selection;
  /** The job the keyboard stands on: what the keys do while nothing is selected. */
  active?: JobRow;
  onSelectAll: () => void;
  onClear: () => void;
  onOperate: (kind: OperationKind, active?: JobRow) => void;
}

/**
 * How much is selected, and what can be done to it.
 * @internal
 */
export function SelectionBar({
  list,
  selection,
  active,
  onSelectAll,
  onClear,
  onOperate,
}: SelectionBarProps) {
  const { t } = useTranslationRef(queueTranslationRef);
  const root = useRef<HTMLDivElement>(null);
  const { rows, total = 0, totalIsExact } = list;
  const isNone = selection.kind === 'none';
  const targets = useMemo(() => {
    if (isNone) return active ? [active] : [];
    return rows.filter(({ id }) => isSelected(selection, id));
  }, [isNone, active, rows, selection]);
  const sources = useMemo(() => Array.from(new Set(targets.map(({ source }) => source))), [targets]);
  const matching = formatCount(total);

  const press = (kind: OperationKind) => (event: KeyboardEvent) => {
    const button = root.current?.querySelector<HTMLElement>(`[data-operate="${kind}"]`);
    event.preventDefault();
    // One that cannot be used takes the focus, which says why.
    if (button?.getAttribute('aria-disabled') === 'true') button.focus();
    else button?.click();
  };
  useShortcut('r', press('job.retry'));
  useShortcut('c', press('job.cancel'));
  useShortcut('Escape', event => {
    if (isNone) return;
    event.preventDefault();
    onClear();
  });

  const said = () => {
    if (selection.kind === 'some') {
      return t('explorer.selection.count', { total: formatCount(selection.ids.size) });
    }
    return t(totalIsExact ? 'explorer.selection.all' : 'explorer.selection.allAtLeast', { total: matching });
  };
  const subject = () => {
    if (selection.kind === 'all') return t('explorer.selection.subjectAll');
    const [first] = targets;
    if (isNone || (selection.kind === 'some' && selection.ids.size === 1)) {
      return t('explorer.selection.subjectOne', { name: first?.name ?? '' });
    }
    return t('explorer.selection.subject', {
      total: formatCount(selection.kind === 'some' ? selection.ids.size : 0),
    });
  };
  return (
    <Root ref={root} role="group" aria-label={t('explorer.selection.label')}>
      {KINDS.map(([kind, shortcut]) => (
        <OperateButton
          key={kind}
          kind={kind}
          shortcut={shortcut}
          subject={subject()}
          sampleId={targets[0]?.id}
          sources={sources}
          isQuiet={isNone}
          disabledReason={targets.length === 0 ? t('explorer.selection.nothingSelected') : undefined}
          onPress={() => onOperate(kind, isNone ? active : undefined)}
        />
      ))}
      {!isNone && <strong role="status">{said()}</strong>}
      {selection.kind === 'some' && total > selection.ids.size && (
        <TextButton onClick={onSelectAll}>
          {t(totalIsExact ? 'explorer.selection.selectAll' : 'explorer.selection.selectAllAtLeast', {
            total: matching,
          })}
        </TextButton>
      )}
      {!isNone && <TextButton onClick={onClear}>{t('explorer.selection.clear')}</TextButton>}
    </Root>
  );
}
