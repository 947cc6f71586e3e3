import { type AgentContext, type AgentDefinition, agentById } from '@agentos-portal/example-fleet';

/**
 * An agent of the queue `fetch` that does what the test says, and hands over to nobody.
 * @internal
 */
export const scriptedAgent = (
  run: (context: AgentContext) => Promise<Record<string, unknown>>,
  facts: Partial<AgentDefinition> = {},
): AgentDefinition => ({
  ...agentById('fetch'),
  next: undefined,
  ...facts,
  run: (_input, context) => run(context),
});

/**
 * An agent that needs `ms`.
 * @internal
 */
export const slowAgent = (ms: number, facts: Partial<AgentDefinition> = {}) =>
  scriptedAgent(async ({ pause }) => {
    await pause(ms);
    return {};
  }, facts);
