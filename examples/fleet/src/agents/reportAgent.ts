import { words } from '../text/words';
import { inSteps } from './steps';
import { readSummaries } from './summaries';
import { defineTask } from './task';

// Text of a document is text in the report, whatever marks it begins with.
function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|]/g, '\\$&');
}

/** @internal */
export const reportAgent = defineTask({
  id: 'report',
  title: 'Report',
  description: 'Writes a Markdown report from the summaries',
  taskName: 'write.report',
  concurrency: 2,
  attempts: 3,
  backoffMs: 1_000,
  objectiveMs: 2_000,
  parse: readSummaries,
  async run({ summaries }, context) {
    const parts = await inSteps(summaries, 350, context, ({ title, sentences }) =>
      [`## ${escapeMarkdown(title)}`, ...sentences.map(sentence => `- ${escapeMarkdown(sentence)}`)].join(
        '\n',
      ),
    );
    const markdown = ['# Summaries', ...parts].join('\n\n');
    const count = words(markdown).length;
    context.log('info', `${count} words on ${summaries.length} documents`);
    return { documents: summaries.length, words: count, markdown };
  },
});
