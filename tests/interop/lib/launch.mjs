// How the programs under test are started.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this test suite, absolute. */
export const HERE = dirname(dirname(fileURLToPath(import.meta.url)));

/** The path of a file below the suite's node_modules. */
export const installed = (path) => join(HERE, 'node_modules', path);

/** The gateway's program, or undefined if only the direct halves are to run (`--baseline`). */
export const CALLGATE = process.argv.includes('--baseline')
  ? undefined
  : resolve(HERE, '../..', process.env.CALLGATE ?? 'build/release/callgate');

const scratch = mkdtempSync(join(tmpdir(), 'callgate-interop-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }));

/** An empty folder that is removed when this process ends. */
export const scratchFolder = (name) => mkdtempSync(join(scratch, `${name}-`));

/**
 * The environment of everything that is started: this process's own, with an empty HOME and an empty state
 * directory, so that no gateway finds what another left behind.
 */
export function cleanEnvironment(extra = {}) {
  const home = scratchFolder('home');
  return {
    ...process.env,
    HOME: home,
    XDG_STATE_HOME: join(home, 'state'),
    CALLGATE_STATE_DIR: home,
    ...extra,
  };
}

/** `command` behind a gateway that judges nothing: names and results are to be the server's own. */
export const throughGateway = (command) => [CALLGATE, '--preset', 'off', '--', ...command];

/** The gateway with a configuration file. */
export const gatewayWithConfig = (path) => [CALLGATE, '--preset', 'off', '--config', path];
