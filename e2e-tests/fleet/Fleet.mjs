import { waitFor } from '../waitFor.mjs';
import { repositoryRoot } from '../repositoryRoot.mjs';
import { TestProcess } from '../processes/TestProcess.mjs';

/** The example fleet on a Redis, as `npm run fleet` starts it. */
export class Fleet {
  static start({ redisUrl, jobsPerMinute }) {
    return Fleet.#run('scripts/fleet.mjs', { REDIS_URL: redisUrl, JOBS_PER_MINUTE: `${jobsPerMinute}` });
  }

  /** The same agents as Celery tasks, as `npm run fleet:celery` starts them. */
  static startCelery({ redisUrl, tasksPerMinute }) {
    const env = { BROKER_URL: `${redisUrl}/0`, TASKS_PER_MINUTE: `${tasksPerMinute}` };
    return Fleet.#run('scripts/celeryFleet.mjs', env);
  }

  static async #run(script, env) {
    const fleet = new Fleet(new TestProcess(process.execPath, [script], { cwd: repositoryRoot, env }));
    await waitFor('the fleet', () => {
      if (!fleet.process.isRunning) throw new Error(fleet.process.tail);
      return fleet.process.output.includes('Ctrl-C stops the fleet');
    });
    return fleet;
  }

  constructor(child) {
    this.process = child;
  }

  /** Process id of a group of agents, as the fleet prints it. */
  pidOf(group) {
    const line = new RegExp(`pid (\\d+) +${group} `).exec(this.process.output);
    if (!line) throw new Error(`No process ${group}:\n${this.process.output}`);
    return Number(line[1]);
  }

  async stop() {
    await this.process.stop();
  }
}
