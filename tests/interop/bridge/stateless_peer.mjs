// The process that all stateless clients share. A dual-era server on stdio takes its era from the first
// request that is not `server/discover`, while over HTTP each request stands for itself, so the bridge asks
// for the tools first; their schemas also say which parameters HTTP mirrors in headers.
import { Peer } from './peer.mjs';

const OPENING = {
  jsonrpc: '2.0',
  id: 0,
  method: 'tools/list',
  params: {
    _meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'stdio-bridge', version: '1.0.0' },
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  },
};

export class StatelessPeer extends Peer {
  constructor(command, options) {
    super(command, options);
    this.toolSchemas = new Map();
    /** Resolves when the process has answered and requests of clients may follow. */
    this.ready = new Promise((resolve) => {
      this.request(OPENING, { event() {}, finish: resolve });
    }).then(({ result }) => {
      for (const tool of result?.tools ?? []) this.toolSchemas.set(tool.name, tool.inputSchema);
    });
  }
}
