import { csv } from './csv';
import type { ExportFormat } from './format';
import { ics } from './ics';
import { json } from './json';
import { xlsx } from './xlsx';

/** Every format by its id, in the order in which they are offered. */
export const exportFormats = { ics, xlsx, csv, json } as const satisfies Readonly<Record<string, ExportFormat>>;
export type ExportFormatId = keyof typeof exportFormats;
