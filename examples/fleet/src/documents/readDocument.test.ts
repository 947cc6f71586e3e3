import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { documentEntry, documents } from './documents';
import { decodeDocument, documentTitle, readDocument, readDocumentBytes } from './readDocument';

describe('the documents', () => {
  it('are all listed', async () => {
    const files = await readdir(resolve(__dirname, '../../documents'));
    const listed = documents.map(({ file }) => file);
    expect(files.filter(file => file.endsWith('.txt')).sort()).toEqual(
      listed.filter(file => file !== 'missing-note.txt').sort(),
    );
  });

  it('of the notes are readable and have the checksum of the list', async () => {
    const notes = documents.filter(({ shelf }) => shelf === 'notes');
    expect(notes.length).toBeGreaterThanOrEqual(24);
    for (const note of notes) {
      const bytes = await readDocumentBytes(note);
      const digest = createHash('sha256').update(bytes).digest('hex');
      expect([note.id, digest]).toEqual([note.id, note.sha256]);
      expect(documentTitle(decodeDocument(note, bytes))).toMatch(/^[A-Z].+/);
    }
  });

  it.each([
    ['missing-note', 'NotFoundError', 'its file missing-note.txt is missing'],
    ['empty', 'InputError', 'is empty'],
    ['broken-encoding', 'InputError', 'is not valid UTF-8'],
    ['one-long-line', 'InputError', 'a line of 6015 characters'],
  ])('fail to be read when defective: %s', async (id, name, message) => {
    await expect(readDocument(documentEntry(id))).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });
});

describe('documentEntry', () => {
  it('refuses what is no document id', () => {
    expect(() => documentEntry(7)).toThrow('must be a string');
    expect(() => documentEntry('../package')).toThrow("No document is listed under the id '../package'");
  });
});
