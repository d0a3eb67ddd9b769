import { z } from 'zod';

/** What a new session can start from (S4.4). */
export const TEMPLATE_IDS = ['empty', 'municipal-campaign', 'example'] as const;
export type TemplateId = (typeof TEMPLATE_IDS)[number];
export const templateIdSchema = z.enum(TEMPLATE_IDS);
