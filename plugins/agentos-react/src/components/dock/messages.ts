import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * What the dock of operations says. A portal replaces it by a translation resource.
 * @public
 */
export const dockTranslationRef = createTranslationRef({
  id: 'agentos.dock',
  messages: {
    label: 'Operations you started',
    pending: 'waiting for its turn',
    running: 'under way',
    paused: 'paused',
    completed: 'done',
    aborted: 'aborted',
    planned: 'not started',
    unread: 'It could not be read: {{reason}}',
    progress: '{{done}} of {{total}} done',
    succeeded: '{{total}} succeeded',
    failed: '{{total}} failed',
    skipped: '{{total}} skipped',
    rate: 'at most {{rate}}/s',
    pause: 'Pause',
    resume: 'Resume',
    abort: 'Abort',
    outcomes: 'Outcomes',
    putAway: 'Put away',
    refused: 'Not done: {{reason}}',
    all: 'All',
    target: 'Target',
    outcome: 'Outcome',
    why: 'Why',
    more: 'More',
    none: 'No such target.',
    newJob: 'is now {{id}}',
  },
});
