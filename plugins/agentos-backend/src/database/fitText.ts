/** Of columns that hold one word. */
const WORD_LENGTH = 256;

/**
 * A text as every database takes it. PostgreSQL refuses NUL and what is too long, and with it all rows of a statement; half a
 * surrogate pair would come back as another text.
 * @param length - in code points
 * @internal
 */
export const fitText = (text: string, length = WORD_LENGTH) =>
  Array.from(text.slice(0, 2 * length).replace(/\0|\p{Surrogate}/gu, '\ufffd'))
    .slice(0, length)
    .join('');
