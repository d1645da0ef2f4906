// The HTTP response to one POST: plain JSON if the answer is all there is, an event stream if something came
// first.
const BAD_REQUEST_CODES = new Set([-32020, -32021, -32022]);
const METHOD_NOT_FOUND = -32601;
const INVALID_PARAMS = -32602;

export class Reply {
  /** `stateless`: whether the HTTP status follows the JSON-RPC error, as 2026-07-28 demands. */
  constructor(response, { headers = {}, stateless = false } = {}) {
    this.response = response;
    this.headers = headers;
    this.stateless = stateless;
  }

  /** Sends a message that comes before the answer. */
  event(message) {
    if (this.response.writableEnded) return;
    if (!this.response.headersSent)
      this.response.writeHead(200, { ...this.headers, 'content-type': 'text/event-stream' });
    this.response.write(`event: message\ndata: ${JSON.stringify(message)}\n\n`);
  }

  /** Sends the answer and ends the response. */
  finish(message) {
    if (this.response.headersSent) {
      this.event(message);
      this.response.end();
      return;
    }
    const headers = { ...this.headers, 'content-type': 'application/json' };
    this.response.writeHead(this.stateless ? statusOf(message) : 200, headers).end(JSON.stringify(message));
  }

  /** Answers a POST that needs no answer of the server. */
  accept() {
    this.response.writeHead(202, this.headers).end();
  }
}

// Of the many reasons for -32602 only a broken envelope is a bad HTTP request; a server's message names its
// keys.
function statusOf({ error }) {
  if (error === undefined) return 200;
  if (error.code === METHOD_NOT_FOUND) return 404;
  if (BAD_REQUEST_CODES.has(error.code)) return 400;
  return error.code === INVALID_PARAMS && /_meta|protocolVersion|clientCapabilities/.test(error.message)
    ? 400
    : 200;
}
