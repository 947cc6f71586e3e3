import { createHash } from 'node:crypto';
import { documents as listed, DocumentEntry } from '../documents/documents';
import { readDocumentBytes } from '../documents/readDocument';
import { RejectedError } from '../runtime/errors';
import { localLinks } from '../text/links';
import { readEntries } from './inputs';
import { inSteps } from './steps';
import { defineTask } from './task';

const files = new Set(listed.map(({ file }) => file));

async function verifyDocument(document: DocumentEntry) {
  const bytes = await readDocumentBytes(document);
  const links = localLinks(bytes.toString('utf8'));
  const digest = createHash('sha256').update(bytes).digest('hex');
  return {
    documentId: document.id,
    bytes: bytes.length,
    links: links.length,
    brokenLinks: links.filter(link => !files.has(link)),
    changed: digest !== document.sha256,
  };
}

/** @internal */
export const verifyAgent = defineTask({
  id: 'verify',
  title: 'Verify',
  description: 'Compares checksums and follows the links between documents',
  taskName: 'verify.documents',
  concurrency: 1,
  attempts: 3,
  backoffMs: 1_000,
  objectiveMs: 3_000,
  parse: readEntries,
  async run({ documents }, context) {
    const checks = await inSteps(documents, 90, context, verifyDocument);
    const brokenLinks = checks.flatMap(({ documentId, brokenLinks: links }) =>
      links.map(target => ({ documentId, target })),
    );
    for (const { documentId, target } of brokenLinks) {
      context.log('warn', `'${documentId}' links to ${target}: no such file`);
    }
    context.log('info', `Checked ${documents.length} documents`);
    const changed = checks.filter(check => check.changed);
    if (changed.length > 0) {
      const list = changed.map(({ documentId }) => `'${documentId}'`);
      throw new RejectedError(`Changed since they were filed: ${list.join(', ')}`);
    }
    return {
      documents: checks.length,
      bytes: checks.reduce((sum, check) => sum + check.bytes, 0),
      links: checks.reduce((sum, check) => sum + check.links, 0),
      brokenLinks,
    };
  },
});
