import type { Theme } from '@mui/material/styles';
import { alpha } from '@mui/material/styles';
import { toneColor, type Tone } from '@agentos-portal/plugin-agentos-react';
import type { SegmentKind } from './timelineSegments';

/** Nothing is told by the colour alone: each kind has a pattern of its own, and its word stands below. */
type Pattern = 'solid' | 'stripes' | 'dots' | 'outline';

const LOOKS: Record<SegmentKind, { tone: Tone; pattern: Pattern }> = {
  wait: { tone: 'waiting', pattern: 'stripes' },
  delay: { tone: 'idle', pattern: 'outline' },
  run: { tone: 'active', pattern: 'solid' },
  backoff: { tone: 'warning', pattern: 'dots' },
  earlier: { tone: 'idle', pattern: 'dots' },
  rest: { tone: 'idle', pattern: 'outline' },
  unknown: { tone: 'idle', pattern: 'outline' },
};

/**
 * How a stretch of a kind is drawn, as CSS.
 * @internal
 */
export function segmentStyle(theme: Theme, kind: SegmentKind) {
  const { tone, pattern } = LOOKS[kind];
  const color = toneColor(theme, tone);
  const faint = alpha(color, 0.25);
  const fills: Record<Pattern, object> = {
    solid: { backgroundColor: color },
    stripes: {
      background: `repeating-linear-gradient(135deg, ${alpha(color, 0.55)} 0 4px, ${faint} 4px 8px)`,
    },
    dots: { background: `radial-gradient(${color} 1.5px, transparent 2px) 0 0 / 7px 7px, ${faint}` },
    outline: { background: alpha(color, 0.12) },
  };
  return { ...fills[pattern], boxShadow: `inset 0 0 0 1px ${color}` };
}
