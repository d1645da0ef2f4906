// Takes out of an observation what may differ between a server and the same server behind the gateway, and
// nothing else: the prefix of names, `execution` (and tools that cannot be called without a task) while the
// gateway does not advertise tasks, what the other era adds to results, and the folder of the session.
const OTHER_ERA = ['resultType', 'ttlMs', 'cacheScope'];
const SERVER_INFO = 'io.modelcontextprotocol/serverInfo';

/**
 * `view` says how the observation was made: {prefix, root, label, raw, owns}. `raw`: members are JSON texts;
 * `label`: what the gateway puts before questions to the user; `owns(uri)`: whether a resource of a merged
 * list belongs to the server that is looked at.
 */
export function normalise(observation, view) {
  const decode = view.raw ? JSON.parse : (value) => value;
  const copy = structuredClone(observation);
  // A step may have made several calls: their answers stand side by side.
  for (const answer of [copy, ...Object.values(copy ?? {})])
    if (answer?.result !== undefined) stripAnswer(answer.result, decode, view);
  for (const { params } of copy?.asked ?? []) stripQuestion(params, view);
  return JSON.parse(JSON.stringify(copy).replaceAll(view.root, '<root>'));
}

function stripAnswer(result, decode, view) {
  stripEra(result, decode);
  for (const kind of ['tools', 'prompts'])
    if (result[kind]) result[kind] = ownNames(result[kind], decode, view);
  for (const kind of ['resources', 'resourceTemplates'])
    result[kind] = result[kind]?.filter((one) => view.owns(decode(one.uri ?? one.uriTemplate)));
}

function stripEra(result, decode) {
  for (const key of OTHER_ERA) delete result[key];
  if (result._meta === undefined) return;
  const meta = decode(result._meta);
  const others = Object.keys(meta).filter((key) => key !== SERVER_INFO);
  if (others.length === 0) delete result._meta;
}

function ownNames(list, decode, { prefix, raw }) {
  const own = list.filter((one) => decode(one.name).startsWith(prefix));
  const callable = own.filter((one) => !one.execution || decode(one.execution).taskSupport !== 'required');
  return callable.map(({ execution: _, ...rest }) => {
    const name = decode(rest.name).slice(prefix.length);
    return { ...rest, name: raw ? JSON.stringify(name) : name };
  });
}

function stripQuestion(params, { label }) {
  delete params._meta;
  delete params.elicitationId;
  if (params.mode === 'form') delete params.mode;
  if (label === '' || params.message === undefined) return;
  params.message = params.message.startsWith(label)
    ? params.message.slice(label.length)
    : `NO LABEL: ${params.message}`;
}
