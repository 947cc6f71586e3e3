const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

/**
 * A value as it stands after a qualifier: in quotes unless it can be read without them.
 * @public
 */
export const formatValue = (text: string) =>
  /^[\p{L}\p{N}_][\p{L}\p{N}_.:/@+-]*$/u.test(text) ? text : quote(text);

/**
 * A word of text: as a value, and in quotes when it could be taken for a qualifier.
 * @internal
 */
export const formatText = (text: string) => (text.includes(':') ? quote(text) : formatValue(text));
