// A small MCP server over stdio that has everything the official conformance suite asks of a server, in the
// stateful revisions up to 2025-11-25 and in 2026-07-28. It is written on the npm SDK on purpose: what a
// gateway must not break is what real servers send.
import { createRequestStateCodec, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { randomBytes } from 'node:crypto';
import { registerAskingTools } from './fixture/asking_tools.mjs';
import { registerPrompts } from './fixture/prompts.mjs';
import { registerResources } from './fixture/resources.mjs';
import { registerTools } from './fixture/tools.mjs';

const codec = createRequestStateCodec({ key: randomBytes(32) });

function makeServer() {
  const server = new McpServer(
    { name: 'conformance-fixture', version: '1.0.0' },
    {
      capabilities: {
        tools: { listChanged: true },
        prompts: { listChanged: true },
        resources: { subscribe: true, listChanged: true },
        logging: {},
        completions: {},
      },
      instructions: 'A fixture for the conformance suite.',
      requestState: { verify: codec.verify },
    },
  );
  registerTools(server);
  registerAskingTools(server, codec);
  registerPrompts(server);
  registerResources(server);
  return server;
}

serveStdio(makeServer, { onerror: (error) => process.stderr.write(`fixture: ${error.message}\n`) });
