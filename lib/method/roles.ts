import { z } from 'zod';
import type { Localised } from '../core/locale';

/** What somebody is in a session (S0.6). The facilitator leads; an observer only watches. */
export const ROLES = [
  'facilitator',
  'writer',
  'visualiser',
  'projectLead',
  'targetGroup',
  'communications',
  'observer',
] as const;
export type Role = (typeof ROLES)[number];
export const roleSchema = z.enum(ROLES);

/** Roles that every good session has; the screen says which one is missing. */
export const CORE_ROLES: readonly Role[] = ['facilitator', 'writer', 'visualiser', 'projectLead', 'targetGroup'];

export const roleTexts: Record<Role, { name: Localised; does: Localised }> = {
  facilitator: {
    name: { nl: 'Reisleider', en: 'Journey lead' },
    does: {
      nl: 'Bereidt de sessie voor, bewaakt de stappen en de tijd, en sluit af met acties.',
      en: 'Prepares the session, keeps an eye on steps and time, and closes with actions.',
    },
  },
  writer: {
    name: { nl: 'Schrijver', en: 'Writer' },
    does: { nl: 'Schrijft de boodschap in heldere taal.', en: 'Writes the message in clear language.' },
  },
  visualiser: {
    name: { nl: 'Verbeelder', en: 'Visualiser' },
    does: {
      nl: 'Kiest of maakt beeld dat bij de persona past.',
      en: 'Chooses or makes pictures that fit the persona.',
    },
  },
  projectLead: {
    name: { nl: 'Projectleider', en: 'Project lead' },
    does: {
      nl: 'Beslist over doel, budget en planning, en geeft akkoord.',
      en: 'Decides on goal, budget and planning, and approves.',
    },
  },
  targetGroup: {
    name: { nl: 'Doelgroep', en: 'Target group' },
    does: {
      nl: 'Kent de doelgroep van binnenuit en toetst of het klopt.',
      en: 'Knows the target group from within and checks whether it rings true.',
    },
  },
  communications: {
    name: { nl: 'Communicatiemedewerker', en: 'Communications officer' },
    does: {
      nl: 'Werkt de kalender uit en neemt die mee naar de eigen organisatie.',
      en: 'Works out the calendar and takes it to the own organisation.',
    },
  },
  observer: {
    name: { nl: 'Waarnemer', en: 'Observer' },
    does: { nl: 'Kijkt mee en verandert niets.', en: 'Watches along and changes nothing.' },
  },
};

/** The core roles that nobody in the session has (S0.6). */
export const missingRoles = (present: readonly Role[]): readonly Role[] =>
  CORE_ROLES.filter((role) => !present.includes(role));
