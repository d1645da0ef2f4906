// Whether arguments reach a server, and results reach a client, byte for byte.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CALLGATE,
  HERE,
  cleanEnvironment,
  gatewayWithConfig,
  scratchFolder,
  throughGateway,
} from './lib/launch.mjs';
import { withSession } from './lib/play.mjs';
import { elements, member, members } from './lib/raw_json.mjs';
import { RawSession } from './lib/raw_session.mjs';
import { Tally } from './lib/tally.mjs';

const ARGUMENTS =
  '{"n" :1.0, "e":1E2,"big":12345678901234567890,"huge":1e400,"s":"\\u0041\\/\\ud83d\\ude00é","d":{ } }';
const ids = ['7', '"seven"', '"\\u0037"', '9007199254740993'];
const tally = new Tally();

// Sends `line` and resolves to the line that carries the same id, found by the id's own spelling.
class LineSession extends RawSession {
  exchange(id, line) {
    return new Promise((resolve) => {
      this.expected = { id, resolve };
      this.process.send(line);
    });
  }

  receive(line) {
    if (this.expected !== undefined && member(line, 'id') === this.expected.id) this.expected.resolve(line);
    else super.receive(line);
  }
}

function observe(command, recordPath, tool) {
  const session = new LineSession({ root: '/', era: 'legacy', capabilities: 'none' });
  session.start(command, { env: cleanEnvironment(), cwd: HERE });
  return withSession(
    session.handshake().then(() => session),
    (open) => exchangeAll(open, recordPath, tool),
  );
}

async function exchangeAll(session, recordPath, tool) {
  const listed = member(
    await session.exchange('1000', '{"jsonrpc":"2.0","id":1000,"method":"tools/list"}'),
    'result',
  );
  const results = {};
  for (const id of ids) {
    const params = `{"name":"${tool}","arguments":${ARGUMENTS}}`;
    const line = await session.exchange(
      id,
      `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":${params}}`,
    );
    results[id] = member(line, 'result');
  }
  const calls = readFileSync(recordPath, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"tools/call"'));
  const [one] = elements(member(listed, 'tools'));
  const definition = members(one).filter(([key]) => key !== 'name');
  return { results, definition, received: calls.map((line) => member(member(line, 'params'), 'arguments')) };
}

const record = (name) => join(scratchFolder('record'), name);
const odd = (path) => [process.execPath, join(HERE, 'lib/odd_server.mjs'), path];

const direct = record('direct');
const expected = await observe(odd(direct), direct, 'odd');
tally.equal(
  'direct: arguments',
  expected.received,
  ids.map(() => ARGUMENTS),
);
if (CALLGATE) {
  const alone = record('alone');
  tally.equal('alone behind the gateway', await observe(throughGateway(odd(alone)), alone, 'odd'), expected);
  const configured = record('configured');
  const [command, ...args] = odd(configured);
  const path = join(scratchFolder('config'), 'callgate.jsonc');
  writeFileSync(path, JSON.stringify({ mcpServers: { up: { command, args } } }));
  tally.equal('with a prefix', await observe(gatewayWithConfig(path), configured, 'up__odd'), expected);
}
tally.finish('bytes');
