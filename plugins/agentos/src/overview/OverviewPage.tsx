import { agentosReadPermission } from '@agentos-portal/plugin-agentos-common';
import { styled } from '@mui/material/styles';
import {
  EventRail,
  PageFrame,
  useLiveEvents,
  useSection,
  type ControlRoomCardSize,
} from '@agentos-portal/plugin-agentos-react';
import type { ReactNode } from 'react';
import { NeedsAttention, useEventLink } from '../attention';
import { DataFreshness } from './DataFreshness';
import { HealthLines } from './HealthLines';
import { Services } from './Services';

const Columns = styled('div')({
  display: 'grid',
  gridTemplateAreas: '"attention rail" "rest rail"',
  gridTemplateColumns: 'minmax(0, 1fr) 320px',
  gridTemplateRows: 'auto 1fr',
  columnGap: 20,
  alignItems: 'start',
  '@media (max-width: 1199px)': {
    gridTemplateAreas: '"attention" "rail" "rest"',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gridTemplateRows: 'none',
  },
});

const Area = styled('div', { shouldForwardProp: prop => prop !== 'area' })<{
  area: string;
}>(({ area }) => ({ gridArea: area, minWidth: 0 }));

const Cards = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
  gap: 12,
  margin: '12px 0 20px',
  '& > [data-size="wide"]': { gridColumn: 'span 2' },
  '@media (max-width: 1199px)': {
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
  },
});

const Rail = styled(Area)({
  // Below the strip, which stays in sight as well.
  position: 'sticky',
  top: 60,
  display: 'grid',
  height: 'calc(100vh - 76px)',
  '@media (max-width: 1199px)': {
    position: 'static',
    height: 360,
    marginBottom: 24,
  },
});

/** @internal */
export interface OverviewPageProps {
  cards: ReadonlyArray<{
    id: string;
    element: ReactNode;
    title: string;
    size: ControlRoomCardSize;
  }>;
}

function Events() {
  const { events, dropped } = useLiveEvents();
  const { status } = useSection('system');
  return (
    <EventRail
      events={events}
      dropped={dropped}
      linkOf={useEventLink()}
      empty={
        status === 'forbidden'
          ? `You need the permission ${agentosReadPermission.name} to see events.`
          : undefined
      }
    />
  );
}

/**
 * The control room: how the fleet is, what needs a person, what just happened.
 * @internal
 */
export function OverviewPage({ cards }: OverviewPageProps) {
  return (
    <PageFrame label="Control room">
      <HealthLines />
      <Cards>
        {cards
          .filter(({ size }) => size !== 'full')
          .map(({ id, element, size }) => (
            <div key={id} data-size={size}>
              {element}
            </div>
          ))}
      </Cards>
      <Columns>
        <Area area="attention">
          <NeedsAttention />
        </Area>
        <Rail area="rail">
          <Events />
        </Rail>
        <Area area="rest">
          {cards
            .filter(({ size }) => size === 'full')
            .map(({ id, element }) => (
              <div key={id}>{element}</div>
            ))}
          <Services />
          <DataFreshness />
        </Area>
      </Columns>
    </PageFrame>
  );
}
