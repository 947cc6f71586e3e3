import { formatExactJson, type ExactJson } from '@agentos-portal/plugin-agentos-common';
import {
  OperationButton,
  TextButton,
  toneColor,
  type OperationTargetRef,
} from '@agentos-portal/plugin-agentos-react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import { useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import { HIDDEN } from '../payload/jsonNodes';
import { useJobText } from '../useJobText';
import { changedPaths } from './changedPaths';
import { JsonEditor } from './JsonEditor';
import { readEdited } from './readEdited';

const Bar = styled('div')(({ theme }) => ({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  minHeight: 30,
  marginTop: 6,
  fontSize: 13,
  '& > div': { flex: 1, minWidth: 0 },
  '& [data-bad]': { color: toneColor(theme, 'bad') },
}));

const Changes = styled('div')(({ theme }) => ({
  minHeight: 20,
  fontSize: 12,
  color: theme.palette.text.secondary,
  overflowWrap: 'anywhere',
  '& code': { marginLeft: 6, color: theme.palette.text.primary },
}));

/** @internal */
export interface EditDialogProps {
  args: ExactJson;
  targets: readonly OperationTargetRef[];
  subject: string;
  onClose: () => void;
}

/**
 * Edits the arguments of a job as JSON. What is wrong is said at its place, and what will be changed before anything is done.
 * @internal
 */
export function EditDialog({ args, targets, subject, onClose }: EditDialogProps) {
  const t = useJobText();
  const ids = { title: useId(), problem: useId() };
  const original = useMemo(() => formatExactJson(args, 2), [args]);
  const [text, setText] = useState(original);
  const input = useRef<HTMLTextAreaElement>(null);
  // Whoever types does not wait for what was typed to be read.
  const deferred = useDeferredValue(text);
  const edited = useMemo(() => readEdited(deferred), [deferred]);
  const value = 'value' in edited ? edited.value : undefined;
  const changes = useMemo(() => (value === undefined ? undefined : changedPaths(args, value)), [args, value]);

  const hidden = 'hidden' in edited && {
    ...edited.hidden,
    problem: t('job.edit.hidden', { hidden: HIDDEN }),
  };
  const wrong = hidden || ('problem' in edited ? edited : undefined);
  const said =
    wrong &&
    t('job.edit.place', { line: String(wrong.line), column: String(wrong.column), problem: wrong.problem });
  const isUnchanged = changes?.count === 0;

  const goThere = () => {
    const box = input.current;
    if (!box || !wrong) return;
    box.focus();
    box.setSelectionRange(wrong.offset, Math.min(text.length, wrong.offset + 1));
    // The line in the middle of the box.
    box.scrollTop = (wrong.line - 1) * 19 - box.clientHeight / 2;
  };

  return (
    <Dialog open fullWidth maxWidth="md" onClose={onClose} aria-labelledby={ids.title}>
      <DialogTitle id={ids.title}>{t('job.edit.title', { subject })}</DialogTitle>
      <DialogContent>
        <JsonEditor
          label={t('job.edit.label')}
          value={text}
          onChange={setText}
          badLine={wrong?.line}
          describedBy={ids.problem}
          input={input}
        />
        <Bar>
          <div id={ids.problem} role="status">
            {said ? <span data-bad>{said}</span> : t('job.edit.valid')}
          </div>
          {wrong && <TextButton onClick={goThere}>{t('job.edit.goThere')}</TextButton>}
          <TextButton
            disabled={value === undefined}
            onClick={() => value !== undefined && setText(formatExactJson(value, 2))}
          >
            {t('job.edit.format')}
          </TextButton>
          <TextButton disabled={text === original} onClick={() => setText(original)}>
            {t('job.edit.reset')}
          </TextButton>
        </Bar>
        <Changes aria-live="polite">
          {isUnchanged && t('job.edit.unchanged')}
          {changes && changes.count > 0 && (
            <>
              {t('job.edit.changed')}
              {changes.paths.map(path => (
                <code key={path}>{path || t('job.edit.whole')}</code>
              ))}{' '}
              {changes.count > changes.paths.length &&
                t('job.edit.andMore', { n: String(changes.count - changes.paths.length) })}
            </>
          )}
        </Changes>
      </DialogContent>
      <DialogActions>
        <Button sx={{ textTransform: 'none' }} onClick={onClose}>
          {t('job.edit.back')}
        </Button>
        <OperationButton
          kind="job.editAndRetry"
          label={t('job.edit.retry')}
          targets={targets}
          subject={subject}
          params={'params' in edited ? edited.params : {}}
          disabledReason={said}
        />
      </DialogActions>
    </Dialog>
  );
}
