import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { styled } from '@mui/material/styles';
import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import {
  formatCount,
  jobListApiRef,
  saidBy,
  TextButton,
  type JobListQuery,
  type JobListView,
} from '@agentos-portal/plugin-agentos-react';
import { useAnalytics, useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEffect, useRef, useState } from 'react';
import { queueTranslationRef } from '../../translation';
import { isSelected, type Selection } from '../selection/selection';
import { jobsFile, type JobsFileFormat } from './jobsFile';
import { saveFile } from './saveFile';

/** Jobs a file holds at most: they are gathered in the browser. */
const LIMIT = 10_000;

const Note = styled('span')(({ theme }) => ({ fontSize: 12, color: theme.palette.text.secondary }));

type Scope = 'shown' | 'selected' | 'matching';

/** @internal */
export interface ExportMenuProps {
  query: JobListQuery;
  list: JobListView;
  selection: Selection;
}

/**
 * Saves jobs as a file, as they are served: those on the pages, those selected, or all that match up to a limit.
 * @internal
 */
export function ExportMenu({ query, list, selection }: ExportMenuProps) {
  const { t } = useTranslationRef(queueTranslationRef);
  const jobs = useApi(jobListApiRef);
  const analytics = useAnalytics();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const [read, setRead] = useState<number>();
  const [said, setSaid] = useState<string>();
  const running = useRef<AbortController>();
  useEffect(() => () => running.current?.abort(), []);

  const gather = async (signal: AbortSignal) => {
    const found: JobRow[] = [];
    for await (const page of jobs.readAll(query, { limit: LIMIT, signal })) {
      found.push(...page);
      setRead(found.length);
    }
    return found;
  };
  const run = async (scope: Scope, format: JobsFileFormat) => {
    setAnchor(undefined);
    setSaid(undefined);
    const controller = new AbortController();
    running.current = controller;
    try {
      const some = scope === 'shown' ? list.rows : list.rows.filter(({ id }) => isSelected(selection, id));
      const found = scope === 'matching' ? await gather(controller.signal) : some;
      saveFile(`jobs.${format}`, jobsFile(found, format), format === 'csv' ? 'text/csv' : 'application/json');
      analytics.captureEvent('export', `jobs.${format}`, { value: found.length, attributes: { scope } });
      const isCut = scope === 'matching' && found.length >= LIMIT;
      setSaid(
        t(isCut ? 'explorer.export.cut' : 'explorer.export.done', { total: formatCount(found.length) }),
      );
    } catch (error) {
      if (!controller.signal.aborted)
        setSaid(t('explorer.export.failed', { reason: saidBy(error as Error) }));
    } finally {
      setRead(undefined);
    }
  };

  const scopes: Array<[Scope, string]> = [
    ['matching', t('explorer.export.matching', { limit: formatCount(LIMIT) })],
    ['shown', t('explorer.export.shown', { total: formatCount(list.rows.length) })],
  ];
  if (selection.kind === 'some') {
    scopes.unshift(['selected', t('explorer.export.selected', { total: formatCount(selection.ids.size) })]);
  }
  return (
    <>
      {read !== undefined && (
        <Note role="status">
          {t('explorer.export.running', { total: formatCount(read) })}{' '}
          <TextButton onClick={() => running.current?.abort()}>{t('explorer.export.stop')}</TextButton>
        </Note>
      )}
      {read === undefined && said && <Note role="status">{said}</Note>}
      <TextButton
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        disabled={read !== undefined || list.rows.length === 0}
        startIcon={<DownloadIcon sx={{ fontSize: 16 }} />}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('explorer.export.open')}
      </TextButton>
      <Menu open={anchor !== undefined} anchorEl={anchor} onClose={() => setAnchor(undefined)}>
        {scopes.flatMap(([scope, label]) =>
          (['csv', 'json'] as const).map(format => (
            <MenuItem
              key={`${scope} ${format}`}
              dense
              sx={{ fontSize: 13 }}
              onClick={() => run(scope, format)}
            >
              {label} {t(`explorer.export.${format}`)}
            </MenuItem>
          )),
        )}
      </Menu>
    </>
  );
}
