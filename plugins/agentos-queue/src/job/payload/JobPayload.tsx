import {
  agentosPayloadReadPermission,
  formatExactJson,
  type ExactJson,
} from '@agentos-portal/plugin-agentos-common';
import {
  formatBytes,
  PanelSection,
  usePermissionReason,
  type OmittedPayload,
} from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { useMemo } from 'react';
import { useJobText } from '../useJobText';
import { CopyButton } from './CopyButton';
import { JsonTree } from './JsonTree';

const Box = styled('div')({ maxHeight: 420, overflow: 'auto' });

const Head = styled('div')(({ theme }) => ({
  display: 'flex',
  alignItems: 'baseline',
  gap: 8,
  fontSize: 12,
  color: theme.palette.text.secondary,
}));

/** @internal */
export interface JobPayloadProps {
  title: string;
  /** Absent = the source does not know it, or the person may not see it. */
  value: ExactJson | undefined;
  omitted?: OmittedPayload;
  /** Said where there is nothing, and nothing is missing. */
  absent?: string;
}

/**
 * Arguments or result, folded, with its size and a button that copies it; without the permission it says which one is missing.
 * @internal
 */
export function JobPayload({ title, value, omitted, absent }: JobPayloadProps) {
  const t = useJobText();
  const reason = usePermissionReason(agentosPayloadReadPermission);
  const bytes = useMemo(() => (value === undefined ? 0 : new Blob([formatExactJson(value)]).size), [value]);
  if (omitted) {
    const size = formatBytes(omitted.bytes);
    return <PanelSection title={title}>{t(`job.payload.${omitted.reason}`, { size })}</PanelSection>;
  }
  if (value === undefined) {
    return <PanelSection title={title}>{reason ?? absent ?? t('job.payload.notReported')}</PanelSection>;
  }
  return (
    <PanelSection title={title}>
      <Head>
        <span>{t('job.payload.size', { size: formatBytes(bytes) })}</span>
        <CopyButton what={title} text={() => formatExactJson(value, 2)} />
      </Head>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <Box tabIndex={0} role="region" aria-label={title}>
        <JsonTree value={value} label={title} />
      </Box>
    </PanelSection>
  );
}
