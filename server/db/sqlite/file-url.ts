/** A file as the address that the driver takes; `?`, `#` and `%` in a folder name would otherwise be read as syntax. */
export const urlOf = (file: string): string => `file:${encodeURI(file).replaceAll('?', '%3F').replaceAll('#', '%23')}`;
