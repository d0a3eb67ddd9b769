import type { Messages } from '../messages';
import type { exportTexts as source } from '../nl/exports';

export const exportTexts: Messages<typeof source> = {
  title: 'Download',
};
