// One stdio server process behind the bridge, and the association of its lines with open HTTP requests.
//
// HTTP clients may share a process and reuse ids, so requests travel under ids of the bridge's own. Stdio
// does not say which call a server's request or notification belongs to: progress goes by its token, a
// subscription's notification by its id, everything else to the newest call that is still open, or, with
// none, to the standing GET stream (kept until one is there).
import { LineProcess } from '../lib/line_process.mjs';

const SUBSCRIPTION_KEY = 'io.modelcontextprotocol/subscriptionId';
const INTERNAL_ERROR = -32603;

export class Peer {
  constructor(command, { env, cwd } = {}) {
    this.lastId = 0;
    this.open = new Map();
    this.backlog = [];
    this.process = new LineProcess(command, {
      env,
      cwd,
      onLine: (line) => this.receive(JSON.parse(line)),
      onExit: (why) => this.end(why),
    });
  }

  /** Sends a request; everything that belongs to it goes to `reply`, an object with event() and finish(). */
  request(message, reply) {
    const id = ++this.lastId;
    const token = message.params?._meta?.progressToken;
    if (this.ended !== undefined) return reply.finish(this.endedAnswer(message.id));
    this.open.set(id, { id: message.id, method: message.method, token, reply });
    const outgoing = { ...message, id };
    if (token !== undefined)
      outgoing.params = { ...message.params, _meta: { ...message.params._meta, progressToken: id } };
    this.process.send(JSON.stringify(outgoing));
  }

  /** Sends a notification, or an answer to a request of the server. */
  tell(message) {
    if (message.method !== 'notifications/cancelled') return this.process.send(JSON.stringify(message));
    for (const [id, call] of this.open)
      if (call.id === message.params?.requestId) this.cancel(id, message.params.reason);
  }

  /** Cancels what was asked for `reply`, whose HTTP connection is gone. No effect once it was answered. */
  abandon(reply) {
    for (const [id, call] of this.open)
      if (call.reply === reply) {
        this.open.delete(id);
        this.cancel(id, 'the connection was closed');
      }
  }

  cancel(requestId, reason) {
    const params = { requestId, ...(reason === undefined ? {} : { reason }) };
    this.process.send(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params }));
  }

  /** Makes `response` the standing stream of this session. */
  attachStream(response) {
    response
      .writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
      .flushHeaders();
    response.on('close', () => {
      if (this.stream === response) this.stream = undefined;
    });
    this.stream = response;
    for (const message of this.backlog.splice(0)) this.toStream(message);
  }

  receive(message) {
    if (message.method === undefined) return this.receiveAnswer(message);
    const { progressToken, _meta } = message.params ?? {};
    if (message.method === 'notifications/progress') {
      const call = this.open.get(progressToken);
      call?.reply.event({ ...message, params: { ...message.params, progressToken: call.token } });
    } else if (_meta?.[SUBSCRIPTION_KEY] !== undefined) {
      const call = this.open.get(_meta[SUBSCRIPTION_KEY]);
      call?.reply.event({ ...message, params: { ...message.params, _meta: ownSubscription(_meta, call) } });
    } else {
      const calls = [...this.open.values()].filter((call) => call.method !== 'subscriptions/listen');
      if (calls.length > 0) calls.at(-1).reply.event(message);
      else this.toStream(message);
    }
  }

  receiveAnswer(message) {
    const call = this.open.get(message.id);
    if (call === undefined) return;
    this.open.delete(message.id);
    const answer = { ...message, id: call.id };
    if (answer.result?._meta?.[SUBSCRIPTION_KEY] !== undefined)
      answer.result = { ...answer.result, _meta: ownSubscription(answer.result._meta, call) };
    call.reply.finish(answer);
  }

  toStream(message) {
    if (this.stream === undefined) this.backlog.push(message);
    else this.stream.write(`event: message\ndata: ${JSON.stringify(message)}\n\n`);
  }

  end(why) {
    this.ended = `the server ended: ${why}\n${this.process.stderr}`;
    for (const { id, reply } of this.open.values()) reply.finish(this.endedAnswer(id));
    this.open.clear();
  }

  endedAnswer(id) {
    return { jsonrpc: '2.0', id, error: { code: INTERNAL_ERROR, message: this.ended } };
  }

  /** Ends the process and its standing stream. */
  async close() {
    this.stream?.end();
    await this.process.close();
  }
}

const ownSubscription = (meta, call) => ({ ...meta, [SUBSCRIPTION_KEY]: call.id });
