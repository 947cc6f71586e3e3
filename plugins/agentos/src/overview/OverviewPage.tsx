import { styled } from '@mui/material/styles';
import {
  EventRail,
  PageFrame,
  useLiveEvents,
  type ControlRoomCardSize,
} from '@agentos-portal/plugin-agentos-react';
import type { ReactNode } from 'react';
import { NeedsAttention, useEventLink } from '../attention';
import { DataFreshness } from './DataFreshness';
import { HealthLines } from './HealthLines';
import { Services } from './Services';

const Columns = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) 320px',
  gap: 20,
  alignItems: 'start',
  '@media (max-width: 1199px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
});

const Cards = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(230px, 1fr))',
  gap: 12,
  margin: '14px 0 24px',
  '& > [data-size="wide"]': { gridColumn: 'span 2' },
});

const Rail = styled('div')({
  // Below the strip, which stays in sight as well.
  position: 'sticky',
  top: 60,
  display: 'grid',
  height: 'calc(100vh - 76px)',
  '@media (max-width: 1199px)': { position: 'static', height: 420 },
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
  return (
    <EventRail events={events} dropped={dropped} linkOf={useEventLink()} />
  );
}

/**
 * The control room: how the fleet is, what needs a person, what just happened.
 * @internal
 */
export function OverviewPage({ cards }: OverviewPageProps) {
  return (
    <PageFrame label="Control room">
      <Columns>
        <div>
          <HealthLines />
          <Cards>
            {cards.map(({ id, element, size }) => (
              <div key={id} data-size={size}>
                {element}
              </div>
            ))}
          </Cards>
          <NeedsAttention />
          <Services />
          <DataFreshness />
        </div>
        <Rail>
          <Events />
        </Rail>
      </Columns>
    </PageFrame>
  );
}
