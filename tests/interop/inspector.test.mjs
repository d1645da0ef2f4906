// Drives the Inspector's command line, as a person would, against the real servers directly and behind the
// gateway.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CALLGATE,
  cleanEnvironment,
  gatewayWithConfig,
  installed,
  scratchFolder,
  throughGateway,
} from './lib/launch.mjs';
import { normalise } from './lib/normalise.mjs';
import { directCommand, makeRoot, SERVERS, writeConfiguration } from './lib/real_servers.mjs';
import { Tally } from './lib/tally.mjs';

const INSPECTOR = installed('@modelcontextprotocol/inspector/clients/launcher/build/index.js');
const tool = (name, ...pairs) => ({
  method: 'tools/call',
  tool: name,
  flags: pairs.flatMap((p) => ['--tool-arg', p]),
});
const VISITS = [
  ['everything', { method: 'tools/list' }],
  ['everything', tool('get-sum', 'a=1', 'b=2')],
  ['everything', tool('get-structured-content', 'location=New York')],
  ['everything', { method: 'resources/read', flags: ['--uri', 'demo://resource/dynamic/text/1'] }],
  ['everything', { method: 'prompts/get', prompt: 'args-prompt', flags: ['--prompt-args', 'city=Bern'] }],
  ['filesystem', tool('list_allowed_directories')],
  ['memory', tool('read_graph')],
];
const tally = new Tally();
const root = makeRoot();
const env = cleanEnvironment();

// The Inspector takes servers from a file like a host's; a target on its command line could not hold a `--`.
function writeTargets() {
  const entry = ([command, ...args]) => ({ command, args, cwd: root });
  const targets = Object.fromEntries(
    Object.keys(SERVERS).map((name) => [name, entry(directCommand(name, root))]),
  );
  if (CALLGATE) {
    for (const name of Object.keys(SERVERS))
      targets[`gated-${name}`] = entry(throughGateway(directCommand(name, root)));
    targets.all = entry(gatewayWithConfig(writeConfiguration(root)));
  }
  const path = join(scratchFolder('inspector'), 'mcp.json');
  writeFileSync(path, JSON.stringify({ mcpServers: targets }));
  return path;
}

function visit(targets, target, prefix, { method, tool: toolName, prompt, flags = [] }) {
  const named = toolName
    ? ['--tool-name', prefix + toolName]
    : prompt
      ? ['--prompt-name', prefix + prompt]
      : [];
  const args = [
    INSPECTOR,
    '--cli',
    '--config',
    targets,
    '--server',
    target,
    '--method',
    method,
    ...named,
    ...flags,
  ];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env, cwd: root, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const failure = error ? `${error.message}\n${stderr}` : undefined;
      resolve(failure === undefined ? { result: JSON.parse(stdout) } : { failure });
    });
  });
}

async function compareVisit(targets, [name, what]) {
  const title = `inspector: ${name} ${what.method} ${what.tool ?? what.prompt ?? ''}`;
  const { owns } = SERVERS[name];
  const look = async (target, prefix) =>
    normalise(await visit(targets, target, prefix, what), { prefix, label: '', root, owns });
  const direct = await look(name, '');
  tally.check(`${title}, direct`, direct.failure === undefined, direct.failure);
  if (!CALLGATE) return;
  tally.equal(`${title}, alone behind the gateway`, await look(`gated-${name}`, ''), direct);
  tally.equal(`${title}, all behind the gateway`, await look('all', `${name}__`), direct);
}

const targets = writeTargets();
const [first, second] = [VISITS.filter((_, i) => i % 2 === 0), VISITS.filter((_, i) => i % 2 === 1)];
const inTurn = async (visits) => {
  for (const one of visits) await compareVisit(targets, one);
};
await Promise.all([inTurn(first), inTurn(second)]);
tally.finish('inspector');
