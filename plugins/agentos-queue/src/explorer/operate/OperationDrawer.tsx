import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Drawer from '@mui/material/Drawer';
import FormControlLabel from '@mui/material/FormControlLabel';
import LinearProgress from '@mui/material/LinearProgress';
import TextField from '@mui/material/TextField';
import { styled } from '@mui/material/styles';
import { OPERATIONS, type OperationKind } from '@agentos-portal/plugin-agentos-common';
import {
  formatAge,
  formatCount,
  formatInstant,
  saidBy,
  useBulkOperation,
  useNow,
  type BulkRequest,
} from '@agentos-portal/plugin-agentos-react';
import { useAnalytics, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEffect, useId, useMemo, useState } from 'react';
import { queueTranslationRef } from '../../translation';
import { PlanBreakdown } from './PlanBreakdown';
import { describeTargets } from './describeTargets';
import { readThrottle } from './readThrottle';

const Root = styled('form')(({ theme }) => ({
  display: 'flex',
  flexDirection: 'column',
  gap: 12,
  width: 460,
  maxWidth: '100vw',
  minHeight: '100%',
  boxSizing: 'border-box',
  padding: '16px 20px',
  fontSize: 13,
  '& h2': { margin: 0, fontSize: 18, fontWeight: 600 },
  '& p': { margin: 0, color: theme.palette.text.secondary },
  '& code': { fontSize: 12, overflowWrap: 'anywhere' },
}));

/** What is asked for next is why. */
const focusOnce = (element: HTMLElement | null) => element?.focus();

const Actions = styled('div')({
  display: 'flex',
  justifyContent: 'flex-end',
  gap: 8,
  marginTop: 'auto',
  '& button': { textTransform: 'none' },
});

/** @internal */
export interface OperationDrawerProps {
  kind: OperationKind;
  targets: BulkRequest['targets'];
  onClose: () => void;
  /** It was started, and is followed elsewhere. */
  onStarted: (total: number) => void;
}

/**
 * Before many jobs are touched: the frozen set of them, what is in it, how fast, and why. What is confirmed is exactly what is shown.
 * @internal
 */
export function OperationDrawer({ kind, targets, onClose, onStarted }: OperationDrawerProps) {
  const { t } = useTranslationRef(queueTranslationRef);
  const analytics = useAnalytics();
  const { phase, plan, error, propose, confirm } = useBulkOperation();
  const [terminate, setTerminate] = useState(false);
  const [reason, setReason] = useState('');
  const [pace, setPace] = useState('');
  const now = useNow();
  const titleId = useId();
  const { title, destructive, reason: rule } = OPERATIONS[kind];
  const isCancel = kind === 'job.cancel';
  const request = useMemo<BulkRequest>(
    () => ({ kind, targets, params: isCancel && terminate ? { terminate } : undefined }),
    [kind, targets, isCancel, terminate],
  );
  useEffect(() => propose(request), [propose, request]);

  const total = plan?.counts.total ?? 0;
  useEffect(() => {
    if (phase !== 'started') return;
    analytics.captureEvent('start', kind, { value: total });
    onStarted(total);
  }, [phase, analytics, kind, total, onStarted]);

  const needsReason = rule === 'always' || total > 1;
  const throttle = readThrottle(pace);
  const leftMs = plan ? Date.parse(plan.expiresAt) - now : 0;
  const isExpired = plan !== undefined && leftMs <= 0;
  const isMissing = needsReason && reason.trim() === '';
  const isReady = phase === 'confirming' && total > 0 && !isExpired && !isMissing && throttle !== null;
  const count = formatCount(total);
  const seconds = throttle ? Math.ceil(total / throttle.perSecond) : undefined;

  return (
    <Drawer
      // The list gives the focus back to where it was.
      disableRestoreFocus
      anchor="right"
      open
      onClose={onClose}
      PaperProps={{ role: 'dialog', 'aria-modal': true, 'aria-labelledby': titleId }}
    >
      <Root
        onSubmit={event => {
          event.preventDefault();
          if (isReady) confirm({ reason: reason.trim() || undefined, throttle: throttle ?? undefined });
        }}
      >
        <h2 id={titleId}>
          {!plan && title}
          {plan &&
            t(total === 1 ? 'explorer.operate.titleOne' : 'explorer.operate.title', {
              kind: title,
              total: count,
            })}
        </h2>
        <p>{describeTargets(targets, t)}</p>
        {(phase === 'planning' || phase === 'starting') && (
          <LinearProgress aria-label={t('explorer.operate.asking')} />
        )}
        {plan && (
          <>
            <p>
              {t('explorer.operate.frozen', {
                at: formatInstant(plan.asOf ?? Date.parse(plan.expiresAt) - 900_000),
              })}
            </p>
            <PlanBreakdown plan={plan} />
            {(plan.gaps ?? []).map(gap => (
              <Alert key={gap.source} severity="warning">
                {t('explorer.operate.incomplete', { reason: `${gap.source}: ${gap.reason}` })}
              </Alert>
            ))}
            {plan.blocked.map(({ code, message, count: blocked }) => (
              <Alert key={`${code} ${message}`} severity="warning">
                {t('explorer.operate.skipped', { total: formatCount(blocked), reason: message })}
              </Alert>
            ))}
          </>
        )}
        {isCancel && (
          <FormControlLabel
            control={
              <Checkbox
                size="small"
                checked={terminate}
                onChange={event => setTerminate(event.target.checked)}
              />
            }
            label={t('explorer.operate.terminate')}
          />
        )}
        {total > 1 && (
          <TextField
            size="small"
            type="number"
            label={t('explorer.operate.throttle')}
            placeholder={t('explorer.operate.throttleNone')}
            InputLabelProps={{ shrink: true }}
            inputProps={{ min: 1, max: 1000, step: 1 }}
            value={pace}
            error={throttle === null}
            helperText={
              throttle === null
                ? t('explorer.operate.throttleBad')
                : seconds !== undefined &&
                  t('explorer.operate.throttleEta', { left: formatAge(seconds * 1_000) })
            }
            onChange={event => setPace(event.target.value)}
          />
        )}
        <TextField
          inputRef={focusOnce}
          multiline
          minRows={2}
          size="small"
          label={t(needsReason ? 'explorer.operate.reasonNeeded' : 'explorer.operate.reason')}
          value={reason}
          onChange={event => setReason(event.target.value)}
          inputProps={{ maxLength: 1000 }}
        />
        {error && <Alert severity="error">{saidBy(error)}</Alert>}
        {plan && phase === 'confirming' && (
          <p role={isExpired ? 'alert' : undefined}>
            {isExpired
              ? t('explorer.operate.expired')
              : t('explorer.operate.expires', { left: formatAge(leftMs) })}
          </p>
        )}
        <Actions>
          <Button onClick={onClose}>{t('explorer.operate.back')}</Button>
          {isExpired || phase === 'failed' ? (
            <Button variant="outlined" onClick={() => propose(request)}>
              {t('explorer.operate.plan')}
            </Button>
          ) : (
            <Button
              type="submit"
              variant="contained"
              color={destructive ? 'error' : 'primary'}
              disabled={!isReady}
            >
              {t('explorer.operate.confirm', { kind: title, total: count })}
            </Button>
          )}
        </Actions>
      </Root>
    </Drawer>
  );
}
