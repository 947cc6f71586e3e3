import { styled } from '@mui/material/styles';
import { useInstance, useLiveStatus } from '../../hooks';
import { EnvironmentBadge, InstancePicker } from '../instance';
import { KeyboardHelp } from '../keyboard';
import { LivePill, SampleBadge } from '../live';

const Root = styled('div')(({ theme }) => ({
  position: 'sticky',
  top: 0,
  zIndex: theme.zIndex.appBar - 1,
  display: 'flex',
  alignItems: 'center',
  flexWrap: 'wrap',
  gap: 10,
  minHeight: 44,
  padding: '0 24px',
  backgroundColor: theme.palette.background.default,
  borderBottom: `1px solid ${theme.palette.divider}`,
}));

const Grow = styled('span')({ flex: 1 });

/**
 * What is true of the whole page: which instance, which environment, whether the data is sample data, and how live it is.
 * It stays in sight.
 * @internal
 */
export function Strip() {
  const choice = useInstance();
  const status = useLiveStatus();
  const inView = choice.instances.filter(({ id }) => !choice.instance || id === choice.instance);
  return (
    <Root role="region" aria-label="View">
      <InstancePicker {...choice} />
      <EnvironmentBadge environments={inView.map(({ environment }) => environment)} />
      {inView.some(({ sample }) => sample) && <SampleBadge />}
      <Grow />
      <LivePill status={status} />
      <KeyboardHelp />
    </Root>
  );
}
