// What most people would write first: one upstream behind one host on the official SDK, nothing added.
// usage: node sdk_proxy.mjs COMMAND ARGS...
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import {
  CallToolRequestSchema,
  CallToolResultSchema,
  ListToolsRequestSchema,
  ListToolsResultSchema,
} from "@modelcontextprotocol/sdk/types.js";

const [command, ...args] = process.argv.slice(2);
if (!command) {
  console.error("usage: node sdk_proxy.mjs COMMAND ARGS...");
  process.exit(2);
}
const about = { name: "sdk-proxy", version: "1.0.0" };

const client = new Client(about, { capabilities: {} });
await client.connect(new StdioClientTransport({ command, args, stderr: "inherit" }));

const server = new Server(about, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, ({ params }) =>
  client.request({ method: "tools/list", params }, ListToolsResultSchema),
);
server.setRequestHandler(CallToolRequestSchema, ({ params }) =>
  client.request({ method: "tools/call", params }, CallToolResultSchema),
);

const stop = async () => {
  await client.close();
  process.exit(0);
};
client.onclose = () => process.exit(1);
process.stdin.on("end", stop);
process.on("SIGTERM", stop);
await server.connect(new StdioServerTransport());
