// A server that speaks correct MCP in unusual spelling: odd spacing, numbers that a double cannot hold,
// escapes that need not be, unknown members. `node odd_server.mjs RECORD` writes every line it gets to the
// file RECORD.
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { member } from './raw_json.mjs';

const RESULT =
  '{ "content" :[{"type":"text","text":"caf\\u00e9 \\/ \\ud83d\\ude00","x-more":[1.0,1E2, 1e400,-0]}],' +
  '"structuredContent":{"big":12345678901234567890.000,"b":1,"a":2},' +
  '\t"x-unknown" : null, "_meta":{"com.example/k":1.50} }';
const TOOL =
  '{"x-first":1,"name":"odd", "inputSchema":{"type":"object","properties":{"n":{"maximum":1.0e3}}}}';

const [, , record] = process.argv;
const results = {
  initialize: ({ protocolVersion }) =>
    `{"protocolVersion":"${protocolVersion}","capabilities":{"tools":{}},` +
    '"serverInfo":{"name":"odd","version":"1"}}',
  ping: () => '{}',
  'tools/list': () => `{"tools":[ ${TOOL} ]}`,
  'tools/call': () => RESULT,
};

createInterface({ input: process.stdin }).on('line', (line) => {
  appendFileSync(record, `${line}\n`);
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) return;
  const result = results[method]?.(params);
  const outcome =
    result === undefined ? '"error":{"code":-32601,"message":"Method not found"}' : `"result":${result}`;
  process.stdout.write(`{"id":${member(line, 'id')}, ${outcome} ,"jsonrpc":"2.0"}\n`);
});
