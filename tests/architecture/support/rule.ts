import type { SourceFile } from './house';

/** One thing that is not as agreed: `path:line what`. */
export type Violation = string;

/** A rule of the house: reads all files, says what breaks it. */
export type Rule = (house: readonly SourceFile[]) => readonly Violation[];

/** Writes where something is wrong, so that an editor can jump to it. */
export const at = (file: SourceFile, line: number, what: string): Violation => `${file.path}:${line} ${what}`;

/** Whether a path lies in one of the folders. */
export const isIn = (path: string, ...folders: readonly string[]): boolean =>
  folders.some((folder) => path === folder || path.startsWith(`${folder}/`));

/** A rule that looks at each file by itself. */
export const perFile =
  (check: (file: SourceFile) => readonly Violation[]): Rule =>
  (house) =>
    house.flatMap(check);
