import { Portal } from '../../e2e-tests/portal/Portal.mjs';
import { TestProcess } from '../../e2e-tests/processes/TestProcess.mjs';
import { repositoryRoot } from '../../e2e-tests/repositoryRoot.mjs';

/** One of the replicas: the portal by its production configuration, with the source of the fleet. */
export class ReplicaPortal extends Portal {
  launch() {
    this.process = new TestProcess(process.execPath, ['fault-tests/replica/main.mjs'], {
      cwd: repositoryRoot,
      env: this.env,
    });
    return this.process;
  }

  get isRunning() {
    return this.process?.isRunning === true;
  }

  /** Who leads, as this replica sees it. */
  async replica() {
    return (await this.client.get('/health/data', 'admin')).replica;
  }

  pause() {
    this.process.child.kill('SIGSTOP');
  }

  resume() {
    this.process.child.kill('SIGCONT');
  }
}
