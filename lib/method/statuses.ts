import { z } from 'zod';
import type { Localised } from '../core/locale';

/** How far a planned message is, in the order of the work. */
export const STATUSES = ['idea', 'planned', 'inProgress', 'review', 'approved', 'published', 'dropped'] as const;
export type Status = (typeof STATUSES)[number];
export const statusSchema = z.enum(STATUSES);

export const statusTexts: Record<Status, Localised> = {
  idea: { nl: 'idee', en: 'idea' },
  planned: { nl: 'gepland', en: 'planned' },
  inProgress: { nl: 'in de maak', en: 'in progress' },
  review: { nl: 'ter akkoord', en: 'for approval' },
  approved: { nl: 'akkoord', en: 'approved' },
  published: { nl: 'geplaatst', en: 'published' },
  dropped: { nl: 'vervallen', en: 'dropped' },
};
