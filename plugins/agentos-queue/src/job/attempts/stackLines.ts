/** Code of others: libraries and the runtime. The same as the fingerprint of a failure leaves out. */
const FOREIGN =
  /node_modules|node:|\(internal|site-packages|dist-packages|\/\.yarn\/|\/lib\/python|<anonymous>|File "</;

const FRAME = /^\s*(?:at .+(?::\d+\)?|<anonymous>\)|native\))|\|?\s*File ".+", line \d+.*)$/;

/**
 * A stretch of a stack: its head and the frames of the own code, or frames of others to be folded.
 * @internal
 */
export interface StackPart {
  isForeign: boolean;
  lines: string[];
}

/**
 * Parts a stack or traceback into what is of the own code and what is not, in its own order. The source line that a traceback quotes
 * belongs to the frame above it.
 * @internal
 */
export function stackParts(stack: string): StackPart[] {
  const parts: StackPart[] = [];
  let isForeign = false;
  let isQuote = false;
  for (const line of stack.split(/\r?\n/)) {
    const isFrame = FRAME.test(line);
    if (isFrame) isForeign = FOREIGN.test(line);
    else if (!(isQuote && /^\s{4,}/.test(line))) isForeign = false;
    isQuote = isFrame ? line.trim().startsWith('File') : isQuote && /^\s{4,}/.test(line);
    const last = parts.at(-1);
    if (last?.isForeign === isForeign) last.lines.push(line);
    else parts.push({ isForeign, lines: [line] });
  }
  return parts;
}

/** Frames in a part. @internal */
export const frameCount = ({ lines }: StackPart): number => lines.filter(line => FRAME.test(line)).length;
