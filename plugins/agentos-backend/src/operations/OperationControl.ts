import type { OperationSummary } from '@agentos-portal/plugin-agentos-common';
import type {
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type { WriteGuard } from '../access';
import { authorizeTargets } from './authorizeTargets';
import { parseThrottle } from './OperationRequest';
import type { ControlAct, Operation, OperationStore } from './OperationStore';
import { summaryOf } from './summaryOf';

type Person = BackstageCredentials<BackstageUserPrincipal>;

const hasEnded = ({ state }: Operation) => state === 'completed' || state === 'aborted';

/**
 * What people do to an operation that is under way: whoever may do it to its targets may also stop, slow and resume it.
 * Each act is audited, with the operation as its target.
 * @internal
 */
export class OperationControl {
  constructor(
    private readonly options: {
      store: OperationStore;
      /** Tells the leader that there is work, or that an operation was aborted. */
      wake: (operation: string, abort?: boolean) => void;
      permissions: PermissionsService;
      writes: WriteGuard;
    },
  ) {}

  /** What was not begun is skipped. Aborting twice changes nothing. */
  async abort(id: string, person: Person): Promise<OperationSummary> {
    const operation = await this.permitted(id, person);
    if (!hasEnded(operation)) await this.act('operation.abort', operation, person);
    return this.summary(id);
  }

  /** Nothing more is begun until it is resumed; it holds over a restart. @throws ConflictError when it is not under way */
  async pause(id: string, person: Person): Promise<OperationSummary> {
    await this.act('operation.pause', await this.underWay(id, person), person);
    return this.summary(id);
  }

  /** @throws ConflictError when it is not under way */
  async resume(id: string, person: Person): Promise<OperationSummary> {
    await this.act('operation.resume', await this.underWay(id, person), person);
    return this.summary(id);
  }

  /** Another throttle, or none. @throws ConflictError when it is not under way; InputError that names the field */
  async throttle(id: string, body: unknown, person: Person): Promise<OperationSummary> {
    const operation = await this.underWay(id, person);
    await this.act('operation.throttle', operation, person, parseThrottle(body));
    return this.summary(id);
  }

  private async act(
    kind: ControlAct['kind'],
    operation: Operation,
    person: Person,
    throttle?: Operation['throttle'],
  ) {
    const { store, wake } = this.options;
    const actor = person.principal.userEntityRef;
    if (await store.control(operation, { kind, actor, throttle }))
      wake(operation.id, kind === 'operation.abort');
  }

  private async underWay(id: string, person: Person) {
    const operation = await this.permitted(id, person);
    if (operation.state === 'planned')
      throw new ConflictError(`Operation ${id} is planned: it was not started`);
    if (hasEnded(operation)) throw new ConflictError(`Operation ${id} has ended: it is ${operation.state}`);
    return operation;
  }

  private async permitted(id: string, person: Person): Promise<Operation> {
    const { store, permissions, writes } = this.options;
    writes.check();
    const operation = await store.get(id);
    if (!operation) throw new NotFoundError(`Operation '${id}' is not known`);
    await authorizeTargets(permissions, person, operation.kind, await store.scopes(id));
    return operation;
  }

  private async summary(id: string) {
    return summaryOf((await this.options.store.get(id))!);
  }
}
