import type { SectionDefinition } from '@agentos-portal/plugin-agentos-common';
import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { SourceFactory } from '../source';
import type { EventAction, EventDefinition } from './events';

/** @public */
export interface AgentosSourcesExtensionPoint {
  /** @throws ConflictError when the type is taken */
  addSourceType(factory: SourceFactory): void;
}

/**
 * Adds kinds of sources.
 * @public
 */
export const agentosSourcesExtensionPoint = createExtensionPoint<AgentosSourcesExtensionPoint>({
  id: 'agentos.sources',
});

/** @public */
export interface AgentosEventsExtensionPoint {
  /** @throws ConflictError when the event has a row already */
  addEvent(definition: EventDefinition): void;
  /** @throws ConflictError when the name is taken */
  addAction(action: EventAction): void;
}

/**
 * Adds rows to the event table, and actions.
 * @public
 */
export const agentosEventsExtensionPoint = createExtensionPoint<AgentosEventsExtensionPoint>({
  id: 'agentos.events',
});

/** @public */
export interface AgentosSectionsExtensionPoint {
  /** @throws ConflictError when the section exists */
  addSection(name: string, definition: SectionDefinition): void;
}

/**
 * Adds sections: they get caching, warming, versions, deltas and permissions like the built-in ones.
 * @public
 */
export const agentosSectionsExtensionPoint = createExtensionPoint<AgentosSectionsExtensionPoint>({
  id: 'agentos.sections',
});
