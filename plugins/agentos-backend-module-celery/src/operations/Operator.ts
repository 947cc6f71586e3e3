import type { OperateRequest, TargetOutcome } from '@agentos-portal/plugin-agentos-node';
import {
  failed,
  GONE,
  NOT_BEGUN,
  type Outcome,
  ParamError,
  skipped,
} from '@agentos-portal/plugin-agentos-node/operations';
import type { ControlClient } from '../control';
import { nameOfRowId } from '../rowIds';
import { cancelOperations } from './cancelOperations';
import { ConsumerHolds } from './ConsumerHolds';
import { createOperations } from './createOperations';
import type { Operations } from './Operation';
import type { OperationAccess } from './OperationAccess';
import { patient } from './patient';
import { queueOperations } from './queueOperations';
import { RevokeLedger } from './RevokeLedger';
import { retryOperations } from './retryOperations';
import { workerOperations } from './workerOperations';

const CANNOT = skipped('NOT_CAPABLE', 'this source cannot do it');
/** Arguments are of one task: the same for many is a mistake. */
const ONE_TARGET_ONLY = failed('job.editAndRetry takes one target');

/**
 * Does what people ask for, and keeps it done for workers that come later.
 * @internal
 */
export class Operator {
  readonly revokes: RevokeLedger;
  readonly holds: ConsumerHolds;
  private readonly operations: Operations;

  constructor(private readonly options: Omit<OperationAccess, 'control'> & { control: ControlClient }) {
    const access: OperationAccess = { ...options, control: patient(options.control) };
    this.revokes = new RevokeLedger(access);
    this.holds = new ConsumerHolds(access);
    this.operations = {
      ...retryOperations(access),
      ...createOperations(access),
      ...cancelOperations(access, this.revokes),
      ...queueOperations(access, this.holds),
      ...workerOperations(access, this.holds),
    };
  }

  /** Takes up what was asked for before a restart. */
  async start() {
    await Promise.all([this.revokes.load(), this.holds.load()]);
  }

  /** A worker came: it learns what others were told. Errors show as workers that do what they were told not to. */
  async workerArrived(worker: string) {
    await Promise.allSettled([this.revokes.tell(worker), this.holds.tell(worker)]);
  }

  /**
   * One outcome for each target, in order.
   * @throws ServiceUnavailableError when it is unknown what was done
   */
  async operate(request: OperateRequest, signal: AbortSignal): Promise<TargetOutcome[]> {
    const { kind, targets } = request;
    const all = (outcome: Outcome) => targets.map(id => ({ ...outcome, id }));
    const operation = this.operations[kind];
    if (!operation) return all(CANNOT);
    if (kind === 'job.editAndRetry' && targets.length > 1) return all(ONE_TARGET_ONLY);
    if (signal.aborted) return all(NOT_BEGUN);
    const names = this.namesOf(targets);
    try {
      const outcomes = await operation.run(
        names.filter(name => name !== undefined),
        request,
        signal,
      );
      return targets.map((id, index) => ({ ...(names[index] === undefined ? GONE : outcomes.shift()!), id }));
    } catch (error) {
      if (error instanceof ParamError) return all(failed(error.message));
      throw error;
    }
  }

  /**
   * @see AgentOsSource.fingerprint
   * @throws ServiceUnavailableError when Redis does not answer
   */
  async fingerprint({ kind, targets }: Pick<OperateRequest, 'kind' | 'targets'>) {
    const operation = this.operations[kind];
    const names = this.namesOf(targets);
    const prints = await operation?.fingerprints?.(names.filter(name => name !== undefined));
    return names.map(name => (name === undefined ? undefined : prints?.shift()));
  }

  private namesOf(targets: readonly string[]) {
    return targets.map(id => nameOfRowId(this.options.sourceId, id));
  }
}
