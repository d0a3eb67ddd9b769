import type { Arena } from './arena';
import { CONNECTION_KINDS } from './on-connections';
import { FRAME_KINDS } from './on-frames';
import { MESSAGE_KINDS } from './on-messages';
import { UPDATE_KINDS } from './on-updates';

/** A kind of broken or hostile client. */
export type AbuseKind = {
  readonly title: string;
  readonly attack: (arena: Arena) => void;
};

/** All kinds. */
export const ABUSE_KINDS: readonly AbuseKind[] = [
  ...CONNECTION_KINDS,
  ...FRAME_KINDS,
  ...MESSAGE_KINDS,
  ...UPDATE_KINDS,
];
