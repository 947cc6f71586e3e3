import { NotAllowedError } from '@backstage/errors';

/**
 * Refuses writes where nobody decides about them.
 * @internal
 */
export class WriteGuard {
  constructor(
    private readonly options: {
      readOnly: boolean;
      permissionsEnabled: boolean;
      allowWithoutPermissions: boolean;
    },
  ) {}

  /** @throws NotAllowedError that says which setting refuses */
  check() {
    if (this.options.readOnly) throw new NotAllowedError('The portal is read-only: agentos.readOnly is true');
    if (!this.options.permissionsEnabled && !this.options.allowWithoutPermissions) {
      throw new NotAllowedError(
        'Writes are refused because permission.enabled is not true; set it, or agentos.allowWritesWithoutPermissions: true',
      );
    }
  }
}
