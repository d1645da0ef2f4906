// Serves any stdio MCP server over streamable HTTP at one endpoint, in both eras of the protocol, so that the
// official conformance suite, which speaks HTTP only, can be pointed at it.
//
//   node bridge.mjs [--port N] -- COMMAND ARGS…
//
// A stateful client (it opens with `initialize`) gets a process of its own and a session id; all stateless
// clients (2026-07-28) share one process.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { headerMismatch, isLocal, isStatelessRequest } from './bridge/http_checks.mjs';
import { Peer } from './bridge/peer.mjs';
import { Reply } from './bridge/reply.mjs';
import { StatelessPeer } from './bridge/stateless_peer.mjs';

const HEADER_MISMATCH = -32020;

class Bridge {
  constructor(command, options) {
    this.command = command;
    this.options = options;
    this.sessions = new Map();
  }

  async handle(request, response) {
    if (!isLocal(request.headers)) return plain(response, 403, 'only local clients are served');
    const sessionId = request.headers['mcp-session-id'];
    const session = this.sessions.get(sessionId);
    if (sessionId !== undefined && session === undefined) return plain(response, 404, 'no such session');
    if (request.method === 'POST') return this.post(request, response, session);
    if (session === undefined) return plain(response, 405, 'only POST is served without a session');
    if (request.method === 'GET') return session.attachStream(response);
    if (request.method !== 'DELETE') return plain(response, 405, 'GET, POST and DELETE are served');
    this.sessions.delete(sessionId);
    await session.close();
    return plain(response, 200, 'session ended');
  }

  async post(request, response, session) {
    const message = JSON.parse(await bodyOf(request));
    if (session !== undefined) return this.deliver(session, message, new Reply(response));
    if (message.method === 'initialize' && !isStatelessRequest(message)) {
      const id = randomUUID();
      const peer = new Peer(this.command, this.options);
      this.sessions.set(id, peer);
      return this.deliver(peer, message, new Reply(response, { headers: { 'mcp-session-id': id } }));
    }
    return this.postStateless(request, response, message);
  }

  async postStateless(request, response, message) {
    this.shared ??= new StatelessPeer(this.command, this.options);
    await this.shared.ready;
    const reply = new Reply(response, { stateless: true });
    const mismatch = headerMismatch(request.headers, message, this.shared.toolSchemas);
    if (mismatch !== undefined && message.id !== undefined)
      return reply.finish({
        jsonrpc: '2.0',
        id: message.id,
        error: { code: HEADER_MISMATCH, message: mismatch },
      });
    this.deliver(this.shared, message, reply);
    response.on('close', () => this.shared.abandon(reply));
  }

  deliver(peer, message, reply) {
    if (message.method !== undefined && message.id !== undefined) return peer.request(message, reply);
    peer.tell(message);
    reply.accept();
  }

  async close() {
    const peers = [...this.sessions.values(), ...(this.shared ? [this.shared] : [])];
    await Promise.all(peers.map((peer) => peer.close()));
  }
}

const plain = (response, status, text) =>
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text);

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Starts a bridge in front of `command` on 127.0.0.1. Options: `port` (default: any free one), `env` and
 * `cwd` of the server. Resolves to `{url, close()}`; close() ends every process that the bridge started.
 */
export async function startBridge(command, { port = 0, ...options } = {}) {
  const bridge = new Bridge(command, options);
  const server = createServer((request, response) => {
    bridge.handle(request, response).catch((error) => {
      if (!response.headersSent) plain(response, 400, String(error));
      else response.end();
    });
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await bridge.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}/mcp`, close };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const dashes = process.argv.indexOf('--');
  const flag = process.argv.indexOf('--port');
  if (dashes < 0 || dashes === process.argv.length - 1) {
    process.stderr.write('usage: node bridge.mjs [--port N] -- COMMAND ARGS…\n');
    process.exit(2);
  }
  const port = flag > 0 && flag < dashes ? Number(process.argv[flag + 1]) : 0;
  const bridge = await startBridge(process.argv.slice(dashes + 1), { port, env: process.env });
  process.stdout.write(`${bridge.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => bridge.close().then(() => process.exit(0)));
}
