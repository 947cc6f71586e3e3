import { getContrastRatio } from '@mui/material/styles';
import { palettes } from '@backstage/theme';
import { TONES, type Tone } from './tones';

const BACKGROUNDS = {
  light: [palettes.light.background.paper, palettes.light.background.default, '#f5f5f5'],
  dark: [palettes.dark.background.paper, palettes.dark.background.default],
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
