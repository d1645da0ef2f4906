// Plays the same steps with each of the four real servers directly, behind the gateway alone, and behind the
// gateway with all four together, and compares what the client saw. Clients: one that compares bytes, in both
// eras, SDK 1 with and without capabilities, and the 2.x client in both eras.
import { CALLGATE, cleanEnvironment, gatewayWithConfig, throughGateway } from './lib/launch.mjs';
import { checkDirect, compare, play, withSession } from './lib/play.mjs';
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

function playServer(session, name, { raw, capabilities }, names) {
  const { steps, owns } = SERVERS[name];
  return play(session, steps(capabilities), { ...names, raw, owns });
}

// `gateway` wraps the server's own command; without it the server is talked to directly.
function playAlone(name, client, gateway) {
  const root = makeRoot();
  const own = directCommand(name, root);
  const era = gateway ? client.era : (client.directEra ?? client.era);
  const opening = client.open(gateway ? gateway(own) : own, {
    ...client,
    era,
    env: cleanEnvironment(),
    cwd: root,
    root,
  });
  return withSession(opening, (session) => playServer(session, name, client, { prefix: '', label: '' }));
}

function playTogether(client) {
  const root = makeRoot();
  const command = gatewayWithConfig(writeConfiguration(root));
  const opening = client.open(command, { ...client, env: cleanEnvironment(), cwd: root, root });
  return withSession(opening, async (session) => {
    const seen = {};
    for (const name of Object.keys(SERVERS)) {
      session.prefix = `${name}__`;
      seen[name] = await playServer(session, name, client, { prefix: session.prefix, label: `[${name}] ` });
      session.forget();
    }
    return seen;
  });
}

async function testClient(clientName, client) {
  const together = CALLGATE ? await playTogether(client) : {};
  for (const name of Object.keys(SERVERS)) {
    const title = `${name} with ${clientName}`;
    const direct = await playAlone(name, client);
    checkDirect(tally, title, direct);
    if (!CALLGATE || direct.failure !== undefined) continue;
    const alone = await playAlone(name, client, throughGateway);
    compare(tally, `${title}, alone behind the gateway`, alone, (step) => direct.get(step));
    const among = together[name] ?? together;
    compare(tally, `${title}, all behind the gateway`, among, (step) => direct.get(step));
  }
}

const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const chosen = Object.entries(CLIENTS).filter(([name]) => only.length === 0 || only.includes(name));
await Promise.all(chosen.map(([name, client]) => testClient(name, client)));
tally.finish('servers');
