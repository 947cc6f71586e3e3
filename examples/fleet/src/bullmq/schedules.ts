import { agentById } from '../agents/fleet';
import { documents } from '../documents/documents';
import { agentJobOptions, FleetQueues } from './fleetQueues';

const schedules = [
  { id: 'verify-notes', agentId: 'verify', repeat: { every: 60_000 } },
  { id: 'dedupe-notes', agentId: 'dedupe', repeat: { pattern: '*/5 * * * *' } },
];

/**
 * Registers the schedules of the fleet, replacing their former rules: `verify`
 * each minute and `dedupe` each five minutes over all notes.
 *
 * @internal
 */
export async function upsertSchedules(queues: FleetQueues): Promise<void> {
  const documentIds = documents.filter(({ shelf }) => shelf === 'notes').map(({ id }) => id);
  for (const { id, agentId, repeat } of schedules) {
    const agent = agentById(agentId);
    await queues.queue(agentId).upsertJobScheduler(id, repeat, {
      name: agent.taskName,
      data: { documentIds },
      opts: agentJobOptions(agent),
    });
  }
}
