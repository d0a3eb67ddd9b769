/** Stops with a plain sentence when this Node is too old; must itself run on old versions. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Reisgezel needs Node 20.19 or newer; this is ${process.versions.node}. Get it from https://nodejs.org.\n` +
      `Reisgezel heeft Node 20.19 of nieuwer nodig; dit is ${process.versions.node}. Haal het op van https://nodejs.org.`,
  );
  process.exit(1);
}
