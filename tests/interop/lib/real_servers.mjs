// The four real servers, and how each is started: directly, or as an entry of a configuration.
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PIXEL_PNG } from '../fixture/media.mjs';
import * as everything from '../steps/everything.mjs';
import * as filesystem from '../steps/filesystem.mjs';
import * as memory from '../steps/memory.mjs';
import * as sequentialThinking from '../steps/sequential_thinking.mjs';
import { HERE, installed, scratchFolder } from './launch.mjs';

const NODE = [process.execPath, '--require', join(HERE, 'lib/deterministic.cjs')];
const program = (name) => installed(`@modelcontextprotocol/${name}/dist/index.js`);

/** Name → {args(root), env(root), steps, owns}. `root` is the folder that a session works in. */
export const SERVERS = {
  everything: { ...everything, args: () => [program('server-everything'), 'stdio'], env: () => ({}) },
  filesystem: { ...filesystem, args: (root) => [program('server-filesystem'), root], env: () => ({}) },
  memory: {
    ...memory,
    args: () => [program('server-memory')],
    env: (root) => ({ MEMORY_FILE_PATH: join(root, '.graph.jsonl') }),
  },
  thinking: { ...sequentialThinking, args: () => [program('server-sequential-thinking')], env: () => ({}) },
};

/** The command that starts a server with nothing but itself in between. */
export function directCommand(name, root) {
  const { args, env } = SERVERS[name];
  const assignments = Object.entries(env(root)).map(([key, value]) => `${key}=${value}`);
  return ['env', ...assignments, ...NODE, ...args(root)];
}

/** Writes a configuration with all the servers and returns its path. */
export function writeConfiguration(root) {
  const entries = Object.entries(SERVERS).map(([name, { args, env }]) => {
    const [command, ...rest] = [...NODE, ...args(root)];
    return [name, { command, args: rest, env: env(root) }];
  });
  const path = join(scratchFolder('config'), 'callgate.jsonc');
  writeFileSync(path, JSON.stringify({ version: 1, mcpServers: Object.fromEntries(entries) }, null, 2));
  return path;
}

/** A folder with the files that the steps expect. */
export function makeRoot() {
  const root = realpathSync(scratchFolder('root'));
  mkdirSync(join(root, 'inner'));
  writeFileSync(join(root, 'poem.txt'), 'two roads diverged\nin a wood\n');
  writeFileSync(join(root, 'pixel.png'), Buffer.from(PIXEL_PNG, 'base64'));
  return root;
}
