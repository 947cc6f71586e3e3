/** A measured value, or undefined where nobody measured. */
export type Point = number | undefined;

/**
 * The line of a sparkline as an SVG path in a box of `width` by `height`. It breaks where nothing was measured; a flat line lies at
 * the bottom when it is 0 and in the middle otherwise.
 * @internal
 */
export function sparklinePath(points: readonly Point[], width: number, height: number): string {
  const measured = points.filter(point => point !== undefined);
  if (measured.length === 0) return '';
  const max = Math.max(...measured);
  const min = Math.min(0, ...measured);
  const span = max - min;
  const step = points.length > 1 ? width / (points.length - 1) : 0;
  let pen = false;
  const parts: string[] = [];
  points.forEach((point, index) => {
    if (point === undefined) {
      pen = false;
      return;
    }
    const level = span === 0 ? Number(max !== 0) / 2 : (point - min) / span;
    const x = Number((index * step).toFixed(2));
    const y = Number((height - level * height).toFixed(2));
    parts.push(`${pen ? 'L' : 'M'}${x},${y}`);
    // A single measured minute between two gaps is a dot, and not nothing.
    if (!pen && points[index + 1] === undefined) parts.push('h0.01');
    pen = true;
  });
  return parts.join('');
}
