import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { agentosWorkerOperatePermission, type WorkerRow } from '@agentos-portal/plugin-agentos-common';
import { anEvent, aQueue, aSystem, aWorker, renderWithAgentOs } from '../testUtils';
import { useDataStatistics } from './useDataStatistics';
import { useInstance } from './useInstance';
import { useLiveEvents } from './useLiveEvents';
import { useLiveStatus } from './useLiveStatus';
import { usePermissionReason } from './usePermissionReason';
import { useRow } from './useRow';
import { useSection } from './useSection';
import { useSectionAge } from './useSectionAge';
import { useSelector } from './useSelector';

describe('useSection', () => {
  const Queues = () => {
    const { rows, rowCount, status, error, ageMs } = useSection('queues');
    return (
      <p>
        {rowCount} {status} {error} {ageMs} {rows.map(row => `${row.name}=${row.queued}`).join()}
      </p>
    );
  };

  it('shows rows and follows them', async () => {
    const page = await renderWithAgentOs(<Queues />, { sections: { queues: [aQueue()] } });
    expect(await screen.findByText('1 fresh 0 embed=12')).toBeInTheDocument();
    await page.commit({
      upsert: { queues: [aQueue({ queued: 13 }), aQueue({ id: 'q2', name: 'ocr', queued: null })] },
    });
    expect(screen.getByText('2 fresh 0 embed=13,ocr=null')).toBeInTheDocument();
    await page.commit({ remove: { queues: ['q2'] } });
    expect(screen.getByText('1 fresh 0 embed=13')).toBeInTheDocument();
  });

  it.each([
    ['loading' as const, '0 loading'],
    ['forbidden' as const, '0 forbidden'],
    [
      { rows: [aQueue()], status: 'failed' as const, error: 'refused', ageMs: 3_000 },
      '1 failed refused 3000 embed=12',
    ],
    [{ rows: [aQueue()], status: 'stale' as const, ageMs: 20_000 }, '1 stale 20000 embed=12'],
    [[], '0 fresh 0'],
  ])('tells %j', async (queues, text) => {
    await renderWithAgentOs(<Queues />, { sections: { queues } });
    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it('keeps the last rows without a connection, and calls them stale after 15 s', async () => {
    const page = await renderWithAgentOs(<Queues />, {
      sections: { queues: [aQueue()] },
      liveState: 'reconnecting',
    });
    await page.advance(15_000);
    expect(screen.getByText(/1 fresh/)).toBeInTheDocument();
    await page.advance(1_000);
    expect(screen.getByText('1 stale 16000 embed=12')).toBeInTheDocument();
  });

  it('keeps a fresh section fresh while the server can say otherwise', async () => {
    const page = await renderWithAgentOs(<Queues />, { sections: { queues: [aQueue()] } });
    await page.advance(60_000);
    expect(screen.getByText(/1 fresh/)).toBeInTheDocument();
  });

  it('shows only the chosen instance', async () => {
    const queues = [aQueue(), aQueue({ id: 'other', name: 'other', instance: 'second' })];
    await renderWithAgentOs(<Queues />, { sections: { queues }, path: '/?instance=second' });
    expect(await screen.findByText('1 fresh 0 other=12')).toBeInTheDocument();
  });
});

describe('useRow', () => {
  it('renders one row for one changed row', async () => {
    const renders: string[] = [];
    const Worker = ({ id }: { id: string }) => {
      renders.push(id);
      return <p>{useRow('workers', id)?.active ?? 'gone'}</p>;
    };
    const page = await renderWithAgentOs(
      <>
        <Worker id="a" />
        <Worker id="b" />
      </>,
      { sections: { workers: [aWorker({ id: 'a', active: 1 }), aWorker({ id: 'b', active: 2 })] } },
    );
    await screen.findByText('1');
    renders.length = 0;
    await page.commit({ upsert: { workers: [aWorker({ id: 'b', active: 3 })] } });
    expect(screen.getByText('3')).toBeInTheDocument();
    expect(renders).toEqual(['b']);
    await page.commit({ remove: { workers: ['a'] } });
    expect(screen.getByText('gone')).toBeInTheDocument();
    expect(renders).toEqual(['b', 'a']);
  });
});

describe('useSelector', () => {
  it('renders only when the result changes', async () => {
    let renders = 0;
    const Busy = () => {
      renders += 1;
      const busy = useSelector(
        'workers',
        rows => rows.filter(row => row.active).map(row => row.name),
        (before, after) => before.join() === after.join(),
      );
      return <p>busy {busy.join()}</p>;
    };
    const page = await renderWithAgentOs(<Busy />, { sections: { workers: [aWorker()] } });
    await screen.findByText('busy worker-1');
    renders = 0;
    await page.commit({ upsert: { workers: [aWorker({ cpuPercent: 99 })] } });
    expect(renders).toBe(0);
    await page.commit({ upsert: { workers: [aWorker({ active: 0 })] } });
    expect(screen.getByText('busy')).toBeInTheDocument();
  });
});

describe('useSelector with a result that is new each time', () => {
  it('selects once for the same rows', async () => {
    const select = jest.fn((rows: WorkerRow[]) => rows.map(row => row.name));
    const Names = () => <p>names {useSelector('workers', select).join()}</p>;
    const page = await renderWithAgentOs(<Names />, { sections: { workers: [aWorker()] } });
    await screen.findByText('names worker-1');
    expect(select).toHaveBeenCalledTimes(1);
    await page.commit({ upsert: { workers: [aWorker({ id: 'b', name: 'worker-2' })] } });
    expect(screen.getByText('names worker-1,worker-2')).toBeInTheDocument();
    expect(select).toHaveBeenCalledTimes(2);
  });
});

describe('useLiveEvents', () => {
  const Rail = () => {
    const { events, dropped } = useLiveEvents({ rooms: ['alerts'], types: ['job:error'], limit: 2 });
    return (
      <p>
        {dropped} {events.map(event => event.id).join()}
      </p>
    );
  };

  it('shows the last events of the rooms and types, newest first, and those of the own room', async () => {
    const page = await renderWithAgentOs(<Rail />, {
      events: [
        anEvent({ id: 'before', type: 'job:error', rooms: ['alerts'] }),
        anEvent({ id: 'other type', type: 'job:done', rooms: ['alerts'] }),
      ],
    });
    await screen.findByText('0 before');
    await page.emit(anEvent({ id: 'other room', type: 'job:error', rooms: ['job_status'] }));
    expect(screen.getByText('0 before')).toBeInTheDocument();
    await page.emit(anEvent({ id: 'own', type: 'job:error', rooms: ['user:user:default/ada'] }));
    expect(screen.getByText('0 own,before')).toBeInTheDocument();
    await page.emit(anEvent({ id: 'third', type: 'job:error', rooms: ['alerts', 'admin'] }));
    expect(screen.getByText('0 third,own')).toBeInTheDocument();
  });
});

describe('useLiveStatus', () => {
  const Pill = () => {
    const { state, attempts, nextAttemptInMs, pause, resume } = useLiveStatus();
    const { rowCount } = useSection('queues');
    return (
      <>
        <p>
          {state} {attempts} {nextAttemptInMs} rows {rowCount}
        </p>
        <button onClick={pause}>pause</button>
        <button onClick={resume}>resume</button>
      </>
    );
  };

  it('counts down to the next attempt', async () => {
    const page = await renderWithAgentOs(<Pill />, {
      liveState: 'polling',
      attempts: 6,
      nextAttemptInMs: 40_000,
    });
    await screen.findByText('polling 6 40000 rows 0');
    await page.advance(3_000);
    expect(screen.getByText('polling 6 37000 rows 0')).toBeInTheDocument();
    await page.setLiveState('live');
    expect(screen.getByText('live 0 rows 0')).toBeInTheDocument();
  });

  it('freezes what is shown while paused, and shows all of it after', async () => {
    const page = await renderWithAgentOs(<Pill />);
    await screen.findByText('live 0 rows 0');
    await userEvent.click(screen.getByText('pause'));
    await page.commit({ upsert: { queues: [aQueue()] } });
    await page.commit({ upsert: { queues: [aQueue({ id: 'second' })] } });
    expect(screen.getByText('paused 0 rows 0')).toBeInTheDocument();
    await userEvent.click(screen.getByText('resume'));
    await page.advance(0);
    expect(screen.getByText('live 0 rows 2')).toBeInTheDocument();
  });
});

describe('useInstance', () => {
  it('keeps the choice in the URL beside other parameters', async () => {
    const Picker = () => {
      const { instance, instances, setInstance } = useInstance();
      return (
        <>
          <p>
            {instance ?? 'all'} of {instances.map(row => row.title).join()}
          </p>
          <p>at {useLocation().search}</p>
          <button onClick={() => setInstance('second')}>second</button>
          <button onClick={() => setInstance()}>all</button>
        </>
      );
    };
    await renderWithAgentOs(<Picker />, {
      path: '/?q=a',
      sections: { system: [aSystem(), aSystem({ id: 'second', title: 'Second', instance: 'second' })] },
    });
    await screen.findByText('all of Main fleet,Second');
    await userEvent.click(screen.getByText('second'));
    expect(screen.getByText('second of Main fleet,Second')).toBeInTheDocument();
    expect(screen.getByText('at ?q=a&instance=second')).toBeInTheDocument();
    await userEvent.click(screen.getByText('all', { selector: 'button' }));
    expect(screen.getByText('at ?q=a')).toBeInTheDocument();
  });
});

describe('useSectionAge and useDataStatistics', () => {
  it('count once a second', async () => {
    const Figures = () => (
      <p>
        {useSectionAge('queues')} {useDataStatistics().deltas}
      </p>
    );
    const page = await renderWithAgentOs(<Figures />, { sections: { queues: { ageMs: 2_400 } } });
    await screen.findByText('2000 0');
    await page.commit({ upsert: { queues: [aQueue()] } });
    expect(screen.getByText('2000 0')).toBeInTheDocument();
    await page.advance(1_000);
    expect(screen.getByText('3000 1')).toBeInTheDocument();
  });
});

describe('usePermissionReason', () => {
  const Control = () => <p>{usePermissionReason(agentosWorkerOperatePermission) ?? 'allowed'}</p>;

  it('names the permission that is missing', async () => {
    await renderWithAgentOs(<Control />, { permissions: { 'agentos.worker.operate': false } });
    expect(await screen.findByText('You need the permission agentos.worker.operate')).toBeInTheDocument();
  });

  it.each([
    ['deny', true, 'You need the permission agentos.worker.operate'],
    ['allow', false, 'allowed'],
    ['conditional', true, 'allowed'],
    ['conditional', false, 'You need the permission agentos.worker.operate'],
  ])(
    'takes the word of the server (%s), and asks for itself only when it depends',
    async (word, single, text) => {
      await renderWithAgentOs(<Control />, {
        api: {
          getHealthData: async () =>
            ({ caller: { permissions: { 'agentos.worker.operate': word } }, sources: {} }) as never,
        },
        permissions: { 'agentos.worker.operate': single },
      });
      expect(await screen.findByText(text)).toBeInTheDocument();
    },
  );

  it('says nothing to those who may', async () => {
    await renderWithAgentOs(<Control />);
    expect(await screen.findByText('allowed')).toBeInTheDocument();
  });
});
