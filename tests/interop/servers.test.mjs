// Plays the same steps with each of the four real servers directly, behind the gateway alone, and behind the
// gateway with all four together, and compares what the client saw. Clients: one that compares bytes, SDK 1
// with and without capabilities, and the 2.x client in both eras.
import { CALLGATE, cleanEnvironment, gatewayWithConfig, throughGateway } from './lib/launch.mjs';
import { normalise } from './lib/normalise.mjs';
import { openRaw } from './lib/raw_session.mjs';
import { directCommand, makeRoot, SERVERS, writeConfiguration } from './lib/real_servers.mjs';
import { openV1, openV2 } from './lib/sdk_sessions.mjs';
import { Tally } from './lib/tally.mjs';

const CLIENTS = {
  'raw legacy': { open: openRaw, era: 'legacy', capabilities: 'full', raw: true },
  'raw modern': { open: openRaw, era: 'modern', directEra: 'legacy', capabilities: 'full', raw: true },
  'sdk1 full': { open: openV1, capabilities: 'full' },
  'sdk1 none': { open: openV1, capabilities: 'none' },
  'sdk2 legacy': { open: openV2, mode: 'legacy', capabilities: 'full' },
  'sdk2 auto': { open: openV2, mode: 'auto', capabilities: 'full' },
};

const tally = new Tally();

async function play(session, name, { raw, capabilities }, { prefix, label }) {
  const { steps, owns } = SERVERS[name];
  const view = { prefix, label, raw, owns, root: session.root };
  const seen = new Map();
  for (const [step, act] of steps(capabilities)) {
    try {
      seen.set(step, normalise(await act(session), view));
    } catch (error) {
      seen.set(step, { 'the step itself failed': `${error.message}` });
    }
  }
  return seen;
}

// `viaGateway` wraps the server's own command; without it the server is talked to directly.
async function playAlone(name, client, viaGateway) {
  const root = makeRoot();
  const own = directCommand(name, root);
  const era = viaGateway ? client.era : (client.directEra ?? client.era);
  const options = { ...client, era, env: cleanEnvironment(), cwd: root, root };
  const session = await client.open(viaGateway ? viaGateway(own) : own, options);
  const seen = await play(session, name, client, { prefix: '', label: '' });
  await session.close();
  return seen;
}

async function playTogether(client) {
  const seen = {};
  const root = makeRoot();
  const command = gatewayWithConfig(writeConfiguration(root));
  const session = await client.open(command, { ...client, env: cleanEnvironment(), cwd: root, root });
  for (const name of Object.keys(SERVERS)) {
    session.prefix = `${name}__`;
    seen[name] = await play(session, name, client, { prefix: session.prefix, label: `[${name}] ` });
    session.asked.length = 0;
  }
  await session.close();
  return seen;
}

function compare(title, seen, direct) {
  for (const [step, expected] of direct) tally.equal(`${title}: ${step}`, seen.get(step), expected);
}

function checkDirect(title, seen) {
  for (const [step, observation] of seen) {
    const failure = observation?.['the step itself failed'];
    tally.check(`${title}, direct: ${step}`, failure === undefined, failure);
  }
}

async function testClient(clientName, client) {
  const together = CALLGATE ? playTogether(client) : undefined;
  for (const name of Object.keys(SERVERS)) {
    const title = `${name} with ${clientName}`;
    const direct = await playAlone(name, client);
    checkDirect(title, direct);
    if (!CALLGATE) continue;
    compare(`${title}, alone behind the gateway`, await playAlone(name, client, throughGateway), direct);
    compare(`${title}, all behind the gateway`, (await together)[name], direct);
  }
}

const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const chosen = Object.entries(CLIENTS).filter(([name]) => only.length === 0 || only.includes(name));
await Promise.all(
  chosen.map(([name, client]) =>
    testClient(name, client).catch((error) => tally.check(`client ${name}`, false, error.stack)),
  ),
);
tally.finish('servers');
