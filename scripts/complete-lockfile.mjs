// Puts back what `npm install` leaves out of the lockfile when the registry does not serve it: programs for other systems and processors than this
// one, which many packages bring as optional dependencies. Without those lines `npm ci` refuses the lockfile, everywhere. Run it after every
// `npm install` behind a partial registry; it adds lines and changes none. They lack a checksum, because nothing was fetched.
// `--check` writes nothing and exits with 2 when lines are missing.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
const LIBRARIES = { gnu: 'glibc', musl: 'musl' };

/** Where npm would look for a dependency of the package at `path`, nearest first. */
function placesFor(path, name) {
  const places = [];
  for (let at = path; at; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/'))))
    places.push(`${at}/node_modules/${name}`);
  return [...places, `node_modules/${name}`];
}

/** What the name says of the machines it is for: `@biomejs/cli-linux-x64-musl`, `binding-linux-arm-gnueabihf`. */
function machinesOf(name) {
  const words = name.split('/').at(-1).split('-');
  const isWasm = words.includes('wasm32');
  const library = Object.entries(LIBRARIES).find(([start]) => words.some((word) => word.startsWith(start)))?.[1];
  const os = isWasm ? [] : SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  return {
    ...(cpu.length > 0 && { cpu }),
    ...(os.length > 0 && { os }),
    ...(library && os[0] === 'linux' && { libc: [library] }),
  };
}

/** Lockfile entries that optional dependencies ask for and that are not there, by path. */
function missingFrom(packages) {
  const missing = new Map();
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const isThere = placesFor(path, name).some((place) => packages[place]);
      if (isThere || !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) continue;
      const place = `node_modules/${name}`;
      // Two parents at different versions: the second gets its own below it.
      const at = missing.has(place) && missing.get(place).version !== version ? `${path}/${place}` : place;
      missing.set(at, {
        version,
        ...machinesOf(name),
        ...(dev && missing.get(at)?.dev !== false && { dev: true }),
        optional: true,
      });
    }
  }
  return missing;
}

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const missing = missingFrom(lock.packages);
if (missing.size === 0) {
  console.log('The lockfile is complete.');
} else if (process.argv.includes('--check')) {
  console.error(
    `The lockfile lacks ${missing.size} packages for other machines; run node scripts/complete-lockfile.mjs.`,
  );
  process.exit(2);
} else {
  const all = [...Object.entries(lock.packages), ...missing].sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: Object.fromEntries(all) }, null, 2)}\n`);
  console.log(`added: ${[...missing.keys()].join(', ')}`);
}
