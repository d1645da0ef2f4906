// A test client that reads and writes lines, so that a result can be compared byte by byte.
import { LineProcess } from './line_process.mjs';
import { elements, member, members } from './raw_json.mjs';
import { Session } from './session.mjs';
import { CAPABILITIES } from './user.mjs';

const INFO = { name: 'interop', version: '1.0.0' };
const KEY = (name) => `io.modelcontextprotocol/${name}`;
const LISTED = new Set(['tools', 'prompts', 'resources', 'resourceTemplates']);

export class RawSession extends Session {
  constructor(options) {
    super(options);
    this.era = options.era;
    this.capabilities = CAPABILITIES[options.capabilities];
    this.lastId = 0;
    this.open = new Map();
  }

  start(command, { env, cwd }) {
    this.process = new LineProcess(command, {
      env,
      cwd,
      onLine: (line) => this.receive(line),
      onExit: (why) => {
        for (const settle of this.open.values())
          settle(undefined, `the program ended: ${why}\n${this.process.stderr}`);
      },
    });
  }

  async handshake() {
    if (this.era === 'modern') return this.request('server/discover', {});
    const params = { protocolVersion: '2025-11-25', capabilities: this.capabilities, clientInfo: INFO };
    const line = await this.request('initialize', params);
    this.post({ method: 'notifications/initialized' });
    return line;
  }

  post(message) {
    this.process.send(JSON.stringify({ jsonrpc: '2.0', ...message }));
  }

  /** Sends a request and resolves to the line that answers it. Abort `signal` to cancel it. */
  request(method, params, { signal } = {}) {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.open.set(id, (line, problem) =>
        problem === undefined ? resolve(line) : reject(new Error(problem)),
      );
      signal?.addEventListener('abort', () => {
        this.open.delete(id);
        this.post({ method: 'notifications/cancelled', params: { requestId: id, reason: 'test' } });
        reject(new Error('cancelled'));
      });
      this.post({ id, method, params: this.era === 'modern' ? this.withEnvelope(params) : params });
    });
  }

  withEnvelope(params) {
    const envelope = {
      [KEY('protocolVersion')]: '2026-07-28',
      [KEY('clientInfo')]: INFO,
      [KEY('clientCapabilities')]: this.capabilities,
      ...(this.level === undefined ? {} : { [KEY('logLevel')]: this.level }),
    };
    return { ...params, _meta: { ...params._meta, ...envelope } };
  }

  receive(line) {
    const message = JSON.parse(line);
    if (message.method === undefined) {
      this.open.get(message.id)?.(line);
      this.open.delete(message.id);
    } else if (message.id !== undefined) {
      this.post({ id: message.id, result: this.noteRequest(message.method, message.params) });
    } else {
      if (message.method === 'notifications/progress') this.onprogress?.(message.params);
      this.noteNotification({ method: message.method, params: message.params });
    }
  }

  /**
   * Sends a request; resolves to {result} or {error}, whose members are raw texts (those of lists one by
   * one). `onprogress` gets the progress of this call, which carries a token that is a string.
   */
  async call(method, params = {}, { onprogress, signal } = {}) {
    this.onprogress = onprogress;
    const token = onprogress === undefined ? {} : { _meta: { progressToken: 'token-of-this-call' } };
    try {
      const line = await this.callToTheEnd(method, { ...params, ...token }, signal);
      const result = member(line, 'result');
      return result === undefined ? { error: JSON.parse(line).error } : { result: rawMembers(result) };
    } catch (error) {
      return { error: { message: error.message } };
    }
  }

  // In the modern era a result may ask for input, and the call is made again with the answers.
  async callToTheEnd(method, params, signal) {
    const line = await this.request(method, params, { signal });
    const { result } = JSON.parse(line);
    if (result?.resultType !== 'input_required') return line;
    const inputResponses = Object.fromEntries(
      Object.entries(result.inputRequests ?? {}).map(([key, asked]) => [
        key,
        this.noteRequest(asked.method, asked.params),
      ]),
    );
    const state = result.requestState === undefined ? {} : { requestState: result.requestState };
    return this.callToTheEnd(method, { ...params, inputResponses, ...state }, signal);
  }

  async logLevel(level) {
    if (this.era === 'modern') this.level = level;
    else await this.request('logging/setLevel', { level });
  }

  async subscribe(uri) {
    if (this.era === 'legacy') return this.request('resources/subscribe', { uri });
    const listening = this.request('subscriptions/listen', {
      notifications: { resourceSubscriptions: [uri] },
    });
    listening.catch(() => {});
    this.listenId = this.lastId;
    return this.notification('notifications/subscriptions/acknowledged');
  }

  async unsubscribe(uri) {
    if (this.era === 'legacy') return this.request('resources/unsubscribe', { uri });
    return this.post({ method: 'notifications/cancelled', params: { requestId: this.listenId } });
  }

  close() {
    return this.process.close();
  }
}

// {member: raw text}, and for lists {member: [{member: raw text}]}.
function rawMembers(result) {
  const split = ([key, raw]) => [
    key,
    LISTED.has(key) ? elements(raw).map((one) => Object.fromEntries(members(one))) : raw,
  ];
  return Object.fromEntries(members(result).map(split));
}

/** Connects to `command`. `era` is 'legacy' or 'modern', `capabilities` a key of CAPABILITIES. */
export async function openRaw(command, { env, cwd, ...options }) {
  const session = new RawSession(options);
  session.start(command, { env, cwd });
  await session.handshake();
  return session;
}
