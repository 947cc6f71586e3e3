import type { Theme } from '@mui/material/styles';

/**
 * What a colour means. Nothing is told by the tone alone: a word and an icon stand beside it.
 * @public
 */
export type Tone = 'ok' | 'active' | 'waiting' | 'warning' | 'bad' | 'idle';

/**
 * The only colours that do not come from the theme: its status colours are too pale for text.
 * Each has a contrast of 4.5 or more on the papers and backgrounds of the Backstage themes (WCAG 2.2 AA; tones.test.ts).
 * @public
 */
export const TONES: Record<Tone, { light: string; dark: string }> = {
  ok: { light: '#17703a', dark: '#7ddb97' },
  active: { light: '#1a5aa0', dark: '#8fc6ff' },
  waiting: { light: '#5b4a9c', dark: '#c3b4ff' },
  warning: { light: '#855400', dark: '#ffc870' },
  bad: { light: '#b3202d', dark: '#ffaaa5' },
  idle: { light: '#5a5f66', dark: '#c6cacf' },
};

/**
 * The colour of a tone in the theme in force.
 * @public
 */
export const toneColor = (theme: Theme, tone: Tone): string => TONES[tone][theme.palette.mode];
