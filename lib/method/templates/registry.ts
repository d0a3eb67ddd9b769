import { empty } from './empty';
import { example } from './example';
import { municipalCampaign } from './municipal-campaign';
import type { Template } from './template';
import type { TemplateId } from './template-ids';

/** Every template by its id, in the order in which they are offered. */
export const templates: Readonly<Record<TemplateId, Template>> = {
  empty,
  'municipal-campaign': municipalCampaign,
  example,
};
