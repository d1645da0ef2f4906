// What is done with the fixture in both eras: everything that asks the client for something, and what a
// gateway must translate.
import { readList } from './lists.mjs';

const call =
  (name, args = {}) =>
  (s) =>
    s.call('tools/call', { name, arguments: args });
const ROUNDS = ['elicitation', 'sampling', 'list_roots', 'request_state', 'multiple_inputs', 'multi_round'];

async function asksInPrompt(s) {
  const from = s.asked.length;
  const got = await s.call('prompts/get', { name: 'test_input_required_result_prompt' });
  return { ...got, asked: s.asked.slice(from) };
}

// Several questions of one round may be asked in any order.
async function asks(s, name, args) {
  const from = s.asked.length;
  const got = await call(name, args)(s);
  const asked = s.asked.slice(from).sort((a, b) => a.method.localeCompare(b.method));
  return { ...got, asked };
}

async function progress(s) {
  const seen = [];
  const onprogress = ({ progress: done }) => seen.push(done);
  const got = await s.call('tools/call', { name: 'test_tool_with_progress', arguments: {} }, { onprogress });
  return { ...got, seen };
}

async function logs(s) {
  await s.logLevel('info');
  const from = s.notifications.length;
  const got = await call('test_tool_with_logging')(s);
  const lines = s.notifications.slice(from).filter(({ method }) => method === 'notifications/message');
  return { ...got, lines: lines.map(({ params }) => [params.level, params.data]) };
}

const PUSHING = [
  ['test_sampling', { prompt: 'Why?' }],
  ['test_elicitation', { message: 'Who are you?' }],
  ['test_elicitation_sep1330_enums', {}],
];

const common = [
  ['tools/list', readList('tools/list')],
  ['prompts/list', readList('prompts/list')],
  ['resources/list', readList('resources/list')],
  ['resources/templates/list', readList('resources/templates/list')],
  ['fixed content', call('test_multiple_content_types')],
  ['audio', call('test_audio_content')],
  ['error', call('test_error_handling')],
  [
    'unknown resource',
    (s) => s.call('resources/read', { uri: 'test://missing' }).then(({ error }) => error !== undefined),
  ],
  ['template', (s) => s.call('resources/read', { uri: 'test://template/123/data' })],
  ...ROUNDS.map((name) => [`asks: ${name}`, (s) => asks(s, `test_input_required_result_${name}`)]),
  ['asks in a prompt', asksInPrompt],
  ['progress', progress],
  ['logging', logs],
];

// What a server pushes of its own accord exists only in the stateful era.
const pushing = PUSHING.map(([name, args]) => [`asks: ${name}`, (s) => asks(s, name, args)]);

/** The steps for a server that is spoken to in `era`. */
export const steps = (era) => (era === 'legacy' ? [...common, ...pushing] : common);
