import { splitSentences } from './sentences';

/**
 * A run of whole sentences of a document.
 *
 * @internal
 */
export interface Chunk {
  /** Position among the chunks, from 0. */
  index: number;
  /** First UTF-16 code unit in the document. */
  start: number;
  /** Code unit after the last one. */
  end: number;
}

// Never inside a pair of surrogates: either half alone is no character.
function cutPoint(text: string, wanted: number): number {
  const before = text.charCodeAt(wanted - 1);
  return before >= 0xd800 && before <= 0xdbff ? wanted + 1 : wanted;
}

function cutLong(sentence: string, maxLength: number): string[] {
  const parts: string[] = [];
  let rest = sentence;
  while (rest.length > maxLength) {
    const at = cutPoint(rest, maxLength);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return rest ? [...parts, rest] : parts;
}

/**
 * Groups the sentences of a text into chunks of at most `maxLength` code units
 * (one more where a surrogate pair would be cut). The chunks follow each other
 * without gaps and cover the text.
 *
 * @internal
 */
export function splitChunks(text: string, maxLength = 400): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  let end = 0;
  const close = () => {
    if (end > start) {
      chunks.push({ index: chunks.length, start, end });
      start = end;
    }
  };
  for (const sentence of splitSentences(text)) {
    for (const part of cutLong(sentence, maxLength)) {
      if (end + part.length - start > maxLength) {
        close();
      }
      end += part.length;
    }
  }
  close();
  return chunks;
}
