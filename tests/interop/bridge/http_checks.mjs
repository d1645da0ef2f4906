// What the HTTP transport itself demands of a request, before any server sees it.
const VERSION_KEY = 'io.modelcontextprotocol/protocolVersion';
const NAMED_BY = { 'tools/call': 'name', 'prompts/get': 'name', 'resources/read': 'uri' };
const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);
const ENCODED = /^=\?base64\?(.*)\?=$/;

/** Whether Host and Origin name this machine, as a guard against DNS rebinding. */
export function isLocal({ host, origin }) {
  const urls = [`http://${host}`, ...(origin === undefined ? [] : [origin])];
  return urls.every((url) => URL.canParse(url) && LOCAL_HOSTS.has(new URL(url).hostname));
}

/** Whether a message carries the envelope of the stateless revisions. */
export const isStatelessRequest = (message) => message.params?._meta?.[VERSION_KEY] !== undefined;

/**
 * Says in which way the headers of a stateless request contradict its body, or undefined if they do not.
 * `toolSchemas` maps tool names to input schemas, whose `x-mcp-header` properties are mirrored in headers.
 */
export function headerMismatch(headers, message, toolSchemas) {
  const { method, params = {} } = message;
  const version = headers['mcp-protocol-version'];
  const claimed = params._meta?.[VERSION_KEY];
  if (version === undefined) return 'MCP-Protocol-Version is missing';
  if (claimed !== undefined && claimed !== version) return 'MCP-Protocol-Version is not the version in _meta';
  if (headers['mcp-method'] !== method) return `Mcp-Method is not ${method}`;
  const name = params[NAMED_BY[method]];
  if (name !== undefined && decode(headers['mcp-name']) !== name) return `Mcp-Name is not ${name}`;
  if (method !== 'tools/call') return undefined;
  return parameterMismatch(headers, params.arguments ?? {}, toolSchemas.get(params.name)?.properties ?? {});
}

function parameterMismatch(headers, args, properties) {
  for (const [property, schema] of Object.entries(properties)) {
    const header = schema['x-mcp-header'];
    const value = args[property];
    if (header === undefined || value === undefined || value === null) continue;
    if (decode(headers[`mcp-param-${header.toLowerCase()}`]) !== String(value))
      return `Mcp-Param-${header} is not the value of ${property}`;
  }
  return undefined;
}

// Undefined for a header that is missing or not the base64 it claims to be.
function decode(value) {
  const [, base64] = ENCODED.exec(value ?? '') ?? [];
  if (base64 === undefined) return value;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes.toString('utf8') : undefined;
}
