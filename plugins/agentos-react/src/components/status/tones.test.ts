import { getContrastRatio } from '@mui/material/styles';
import { TONES, type Tone } from './tones';

/** Papers and backgrounds of the Backstage themes, and the background of Backstage UI. */
const BACKGROUNDS = {
  light: ['#ffffff', '#f8f8f8', '#f5f5f5'],
  dark: ['#424242', '#333333'],
};

describe('tones', () => {
  it.each(Object.keys(TONES) as Tone[])('%s is legible in both themes', tone => {
    for (const mode of ['light', 'dark'] as const) {
      for (const background of BACKGROUNDS[mode]) {
        expect(getContrastRatio(TONES[tone][mode], background)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
});
