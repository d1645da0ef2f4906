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
import { normalise } from './lib/normalise.mjs';
import { openV2 } from './lib/sdk_sessions.mjs';
import { Tally } from './lib/tally.mjs';
import { steps } from './steps/fixture.mjs';

const FIXTURE = [process.execPath, join(HERE, 'fixture.mjs')];
const MODES = { legacy: 'legacy', modern: { pin: '2026-07-28' } };
const tally = new Tally();

async function play(command, host, server) {
  const root = scratchFolder('root');
  const options = { capabilities: 'full', mode: MODES[host], env: cleanEnvironment(), cwd: root, root };
  const session = await openV2(command, options);
  const view = { prefix: '', label: '', root, owns: () => true };
  const seen = new Map();
  for (const [step, act] of steps(server)) {
    try {
      seen.set(step, normalise(await act(session), view));
    } catch (error) {
      seen.set(step, { 'the step itself failed': error.message });
    }
  }
  await session.close();
  return seen;
}

function configured(protocol) {
  const [command, ...args] = FIXTURE;
  const path = join(scratchFolder('config'), 'callgate.jsonc');
  writeFileSync(path, JSON.stringify({ mcpServers: { it: { command, args, protocol, prefix: '' } } }));
  return gatewayWithConfig(path);
}

// A step that only a legacy server can play is compared with the legacy session, whatever the host's era.
function compare(title, seen, direct, host) {
  for (const [step, observation] of seen)
    tally.equal(`${title}: ${step}`, observation, direct[host].get(step) ?? direct.legacy.get(step));
}

async function testHost(host, direct) {
  compare(
    `${host} host, server in the host's era`,
    await play(throughGateway(FIXTURE), host, host),
    direct,
    host,
  );
  for (const server of Object.keys(MODES)) {
    const seen = await play(configured(server), host, server);
    for (const observation of seen.values()) stripLabels(observation);
    compare(`${host} host, ${server} server`, seen, direct, host);
  }
}

// With a configuration the gateway says which server asks the user something.
function stripLabels(observation) {
  for (const { params } of observation?.asked ?? []) params.message = params.message?.replace(/^\[it\] /, '');
}

const direct = {};
for (const era of Object.keys(MODES)) {
  direct[era] = await play(FIXTURE, era, era);
  for (const [step, seen] of direct[era]) {
    const failure = seen?.['the step itself failed'];
    tally.check(`${era}, direct: ${step}`, failure === undefined, failure);
  }
}
if (CALLGATE) await Promise.all(Object.keys(MODES).map((host) => testHost(host, direct)));
tally.finish('eras');
