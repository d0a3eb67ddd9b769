import type { StoredEntry } from '../calendar/entry';
import type { SessionId } from '../core/ids';
import type { Locale, Localised } from '../core/locale';
import type { PhaseModelKey } from '../method/phase-models';

/** What an export says about the session it comes from. */
export type ExportSession = {
  readonly id: SessionId;
  readonly title: string;
  readonly campaignMessage: string;
  readonly phaseModel: PhaseModelKey;
};

/** Everything a format needs; it reads no clock and no database. */
export type ExportInput = {
  readonly session: ExportSession;
  /** In the order of the calendar. */
  readonly entries: readonly StoredEntry[];
  /** Language of headings and names; what the team wrote stays as it is. */
  readonly locale: Locale;
  /** Host name of the installation, without scheme. */
  readonly host: string;
  /** ISO instant. */
  readonly generatedAt: string;
};

/** A file the calendar can be taken home in. */
export type ExportFormat = {
  readonly id: string;
  readonly label: Localised;
  /** Media type, with a charset where it is text. */
  readonly mime: string;
  /** Without the dot. */
  readonly extension: string;
  /** The bytes of the file. Never fails on what a journey may hold. */
  readonly render: (input: ExportInput) => Uint8Array | Promise<Uint8Array>;
};
