// Plays the same steps with the fixture, which speaks both eras, in each combination of the host's era and
// the server's: the client of the 2.x line on one side, `protocol: legacy | modern` in the configuration on
// the other.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CALLGATE,
  HERE,
  cleanEnvironment,
  gatewayWithConfig,
  scratchFolder,
  throughGateway,
} from './lib/launch.mjs';
import { checkDirect, compare, play, withSession } from './lib/play.mjs';
import { openV2 } from './lib/sdk_sessions.mjs';
import { Tally } from './lib/tally.mjs';
import { steps } from './steps/fixture.mjs';

const FIXTURE = [process.execPath, join(HERE, 'fixture.mjs')];
const MODES = { legacy: 'legacy', modern: { pin: '2026-07-28' } };
const tally = new Tally();

// `label` is what the gateway puts before questions to the user.
function visit(command, host, server, label = '') {
  const root = scratchFolder('root');
  const options = { capabilities: 'full', mode: MODES[host], env: cleanEnvironment(), cwd: root, root };
  const view = { prefix: '', label, owns: () => true };
  return withSession(openV2(command, options), (session) => play(session, steps(server), view));
}

function configured(protocol) {
  const [command, ...args] = FIXTURE;
  const path = join(scratchFolder('config'), 'callgate.jsonc');
  writeFileSync(path, JSON.stringify({ mcpServers: { it: { command, args, protocol, prefix: '' } } }));
  return gatewayWithConfig(path);
}

async function testHost(host, direct) {
  // A step that only a legacy server can play is compared with the legacy session, whatever the host's era.
  const expected = (step) => direct[host].get(step) ?? direct.legacy.get(step);
  const own = await visit(throughGateway(FIXTURE), host, host);
  compare(tally, `${host} host, server in the host's era`, own, expected);
  for (const server of Object.keys(MODES))
    compare(
      tally,
      `${host} host, ${server} server`,
      await visit(configured(server), host, server, '[it] '),
      expected,
    );
}

const direct = {};
for (const era of Object.keys(MODES)) {
  direct[era] = await visit(FIXTURE, era, era);
  checkDirect(tally, era, direct[era]);
}
if (CALLGATE) await Promise.all(Object.keys(MODES).map((host) => testHost(host, direct)));
tally.finish('eras');
