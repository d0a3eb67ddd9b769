import { inflateRawSync } from 'node:zlib';

/** Reads a file out of a ZIP archive by its central directory, apart from any library that the product uses. */
export function unzipText(archive: Uint8Array, wanted: RegExp): string {
  const zip = Buffer.from(archive);
  for (
    let at = zip.indexOf('PK\u0001\u0002', 0, 'latin1');
    at >= 0;
    at = zip.indexOf('PK\u0001\u0002', at + 4, 'latin1')
  ) {
    const name = zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28));
    if (!wanted.test(name)) continue;
    const header = zip.readUInt32LE(at + 42);
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const data = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    return (zip.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)).toString('utf8');
  }
  throw new Error(`no file like ${wanted} in the archive`);
}
