// The person, the model and the folder behind a test client: the same answer to the same question, always.
const BY_FORMAT = { email: 'ada@example.com', uri: 'https://example.com/ada', date: '1815-12-10' };
const BY_TYPE = { string: 'Ada', boolean: true, integer: 7, number: 2.5 };

function fillIn(schema) {
  if (schema.default !== undefined) return schema.default;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.oneOf !== undefined) return schema.oneOf[0].const;
  if (schema.type === 'array') return [schema.items.enum?.[1] ?? schema.items.anyOf[1].const];
  return BY_FORMAT[schema.format] ?? BY_TYPE[schema.type];
}

function answerForm({ properties }) {
  const content = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, fillIn(schema)]),
  );
  return { action: 'accept', content };
}

/** Answers a request of a server: sampling, elicitation or roots. `root` is the only root, a folder. */
export function answer(method, params, root) {
  if (method === 'roots/list') return { roots: [{ uri: `file://${root}`, name: 'scratch' }] };
  if (method === 'elicitation/create')
    return params.mode === 'url' ? { action: 'accept' } : answerForm(params.requestedSchema);
  const content = { type: 'text', text: `You said: ${params.messages[0].content.text}` };
  return { role: 'assistant', model: 'scripted', content, stopReason: 'endTurn' };
}

/** The capabilities of a client that can do everything, and of one that can do nothing. */
export const CAPABILITIES = {
  full: { roots: { listChanged: true }, sampling: {}, elicitation: { form: {}, url: {} } },
  none: {},
};
