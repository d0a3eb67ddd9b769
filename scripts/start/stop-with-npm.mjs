/** How often we look, in milliseconds; a stop should be done within five seconds. */
const LOOK_MS = 250;

/**
 * npm runs us through a shell. A stop signal to npm ends that shell, which does not pass it on: without this, `npm start` would
 * seem to have stopped while the server goes on. (`exec` in package.json would do, but not on Windows.)
 */
export function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_MS);
  timer.unref();
}
