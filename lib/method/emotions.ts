import { z } from 'zod';
import type { Localised } from '../core/locale';

/** How a touchpoint feels to the persona, from −2 to +2. */
export const EMOTIONS = [-2, -1, 0, 1, 2] as const;
export type Emotion = (typeof EMOTIONS)[number];
export const emotionSchema = z.union([z.literal(-2), z.literal(-1), z.literal(0), z.literal(1), z.literal(2)]);

/** The word offered with a value; people may type their own. */
export const emotionTexts: Record<Emotion, Localised> = {
  [-2]: { nl: 'boos', en: 'angry' },
  [-1]: { nl: 'ergernis', en: 'annoyed' },
  0: { nl: 'neutraal', en: 'neutral' },
  1: { nl: 'blij', en: 'glad' },
  2: { nl: 'geraakt', en: 'moved' },
};

/** Writes the value with a real minus sign and a plus, as on the board: `−2`, `0`, `+1`. */
export const signed = (value: Emotion): string => (value > 0 ? `+${value}` : value < 0 ? `−${-value}` : '0');
