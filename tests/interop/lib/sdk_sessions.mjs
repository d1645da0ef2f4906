// Test clients on the two generations of the npm SDK. A call goes through the client's own method for it, so
// that its schemas and its output validation see what the gateway sent.
import { Client as ClientV2 } from '@modelcontextprotocol/client';
import { StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { Session } from './session.mjs';
import { CAPABILITIES } from './user.mjs';

const INFO = { name: 'interop', version: '1.0.0' };
const LOG_LEVEL_KEY = 'io.modelcontextprotocol/logLevel';
const NOTIFICATIONS = [
  'message',
  'resources/updated',
  ...['tools', 'prompts', 'resources'].map((k) => `${k}/list_changed`),
];

class SdkSession extends Session {
  async open(client, transport) {
    let stderr = '';
    transport.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    this.client = client;
    try {
      await client.connect(transport);
    } catch (error) {
      throw new Error(`${error.message}\n${stderr}`);
    }
    return this;
  }

  /** Sends a request; resolves to {result} or {error}. `onprogress` and `signal` as in the SDK. */
  async call(method, params = {}, options = {}) {
    try {
      return { result: await this.send(method, this.withLogLevel(params), options) };
    } catch (error) {
      return { error: { code: error.code, message: error.message, data: error.data } };
    }
  }

  send(method, params, options) {
    const { client } = this;
    const own = {
      ping: () => client.ping(options),
      'tools/list': () => client.listTools(params, options),
      'prompts/list': () => client.listPrompts(params, options),
      'prompts/get': () => client.getPrompt(params, options),
      'resources/list': () => client.listResources(params, options),
      'resources/templates/list': () => client.listResourceTemplates(params, options),
      'resources/read': () => client.readResource(params, options),
      'completion/complete': () => client.complete(params, options),
    };
    return method === 'tools/call' ? this.callTool(params, options) : own[method]();
  }

  withLogLevel(params) {
    if (this.level === undefined) return params;
    return { ...params, _meta: { ...params._meta, [LOG_LEVEL_KEY]: this.level } };
  }

  async logLevel(level) {
    if (this.era === 'modern') this.level = level;
    else await this.client.setLoggingLevel(level);
  }

  async subscribe(uri) {
    if (this.era === 'modern') this.subscription = await this.client.listen({ resourceSubscriptions: [uri] });
    else await this.client.subscribeResource({ uri });
  }

  async unsubscribe(uri) {
    if (this.era === 'modern') await this.subscription.close();
    else await this.client.unsubscribeResource({ uri });
  }

  close() {
    return this.client.close();
  }
}

class SessionV1 extends SdkSession {
  era = 'legacy';

  callTool(params, options) {
    return this.client.callTool(params, undefined, options);
  }
}

class SessionV2 extends SdkSession {
  get era() {
    return this.client.getProtocolEra();
  }

  callTool(params, options) {
    return this.client.callTool(params, options);
  }
}

/** Connects a client on SDK 1 to `command`. `capabilities` is a key of CAPABILITIES. */
export async function openV1(command, { env, cwd, capabilities, ...names }) {
  const session = new SessionV1(names);
  const client = new ClientV1(INFO, { capabilities: CAPABILITIES[capabilities] });
  const declared = {
    sampling: CreateMessageRequestSchema,
    elicitation: ElicitRequestSchema,
    roots: ListRootsRequestSchema,
  };
  for (const capability of Object.keys(CAPABILITIES[capabilities]))
    client.setRequestHandler(declared[capability], ({ method, params }) =>
      session.noteRequest(method, params),
    );
  client.fallbackNotificationHandler = async (notification) => session.noteNotification(notification);
  return session.open(
    client,
    new StdioV1({ command: command[0], args: command.slice(1), env, cwd, stderr: 'pipe' }),
  );
}

/** Connects a client of the 2.x line. `mode` is 'legacy', 'auto' or {pin: revision}. */
export async function openV2(command, { env, cwd, capabilities, mode, ...names }) {
  const session = new SessionV2(names);
  const client = new ClientV2(INFO, {
    capabilities: CAPABILITIES[capabilities],
    versionNegotiation: { mode },
  });
  const declared = {
    sampling: 'sampling/createMessage',
    elicitation: 'elicitation/create',
    roots: 'roots/list',
  };
  for (const capability of Object.keys(CAPABILITIES[capabilities]))
    client.setRequestHandler(declared[capability], ({ method, params }) =>
      session.noteRequest(method, params),
    );
  for (const kind of NOTIFICATIONS)
    client.setNotificationHandler(`notifications/${kind}`, (notification) =>
      session.noteNotification(notification),
    );
  return session.open(
    client,
    new StdioV2({ command: command[0], args: command.slice(1), env, cwd, stderr: 'pipe' }),
  );
}
