import { ROOMS, userRoom } from '@agentos-portal/plugin-agentos-common';
import type { Decisions, SectionAccess } from '../access';

const OPEN_ROOMS: ReadonlySet<string> = new Set(ROOMS);

/**
 * What a client asked for and what of it it may have.
 * @internal
 */
export class Subscription {
  readonly rooms: Set<string>;
  /** `undefined` = all that are permitted. */
  private wanted: readonly string[] | undefined = [];
  private effective: readonly string[] = [];
  private denied: readonly string[] = [];
  private key: string | undefined;

  constructor(
    private readonly access: SectionAccess,
    private readonly user: string,
  ) {
    this.rooms = new Set([userRoom(user)]);
  }

  get sections(): readonly string[] {
    return this.effective;
  }

  /** Clients with equal keys get equal frames; the user's own room is not part of it. Asked for by every commit, therefore kept. */
  get audience(): string {
    if (this.key === undefined) {
      const own = userRoom(this.user);
      this.key = `${Array.from(this.rooms)
        .filter(room => room !== own)
        .sort()
        .join(',')}|${this.effective.join(',')}`;
    }
    return this.key;
  }

  /** @returns rooms that were refused */
  join(rooms: readonly string[]): string[] {
    this.key = undefined;
    const refused: string[] = [];
    for (const room of rooms) {
      if (OPEN_ROOMS.has(room) || room === userRoom(this.user)) this.rooms.add(room);
      else refused.push(room);
    }
    return refused;
  }

  leave(rooms: readonly string[]) {
    this.key = undefined;
    // The own room is joined automatically and stays.
    for (const room of rooms) if (room !== userRoom(this.user)) this.rooms.delete(room);
  }

  /** @returns names that are no sections */
  want(sections: readonly string[], decisions: Decisions): string[] {
    const known = new Set(this.access.names);
    const unknown = sections.filter(name => name !== '*' && !known.has(name));
    this.wanted = sections.includes('*') ? undefined : sections.filter(name => known.has(name));
    this.decide(decisions);
    return unknown;
  }

  unwant(sections: readonly string[], decisions: Decisions) {
    const gone = new Set(sections);
    this.wanted = gone.has('*') ? [] : (this.wanted ?? this.access.names).filter(name => !gone.has(name));
    this.decide(decisions);
  }

  /** Applies decisions. @returns true when the sections the client may see changed */
  decide(decisions: Decisions): boolean {
    const before = this.effective;
    const { allowed, denied } = this.access.split(decisions, this.wanted);
    this.effective = allowed;
    this.key = undefined;
    // `*` asks for what is permitted: nothing of it was refused.
    this.denied = this.wanted === undefined ? [] : denied;
    return before.join() !== allowed.join();
  }

  get deniedSections(): readonly string[] {
    return this.denied;
  }
}
