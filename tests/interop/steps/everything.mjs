// What is done with server-everything, which has a tool for nearly every part of the protocol.
import { readList } from './lists.mjs';

const PROMPTS = [
  ['simple-prompt', undefined],
  ['args-prompt', { city: 'Zürich', state: 'ZH' }],
  ['completable-prompt', { department: 'Sales', name: 'Eve' }],
  ['resource-prompt', { resourceType: 'Text', resourceId: '2' }],
  ['resource-prompt', { resourceType: 'None', resourceId: '2' }],
];

const CALLS = [
  ['echo', { message: 'Grüße, "\\u0041" \u2028 😀' }],
  ['get-sum', { a: 2, b: 40.5 }],
  ['get-sum', { a: 'two' }],
  ['get-structured-content', { location: 'Chicago' }],
  ['get-annotated-message', { messageType: 'error', includeImage: true }],
  ['get-annotated-message', { messageType: 'debug' }],
  ['get-tiny-image', {}],
  ['get-resource-links', { count: 4 }],
  ['get-resource-reference', { resourceType: 'Blob', resourceId: 3 }],
];

const READS = [
  'demo://resource/dynamic/text/1',
  'demo://resource/dynamic/blob/2',
  'demo://resource/static/document/features.md',
];

const COMPLETIONS = [
  {
    ref: { type: 'ref/resource', uri: 'demo://resource/dynamic/text/{resourceId}' },
    argument: { name: 'resourceId', value: '7' },
  },
  {
    ref: { type: 'ref/resource', uri: 'demo://resource/dynamic/text/{resourceId}' },
    argument: { name: 'resourceId', value: 'x' },
  },
];

const call = (name, args) => (s) => s.call('tools/call', { name: s.name(name), arguments: args });

async function withProgress(s) {
  const progress = [];
  // The 2.x client reports its own rounds too, when the server asks for roots while the call runs.
  const isRound = (message) => message?.startsWith('Fulfilling input required');
  const onprogress = ({ progress: done, total, message }) => {
    if (!isRound(message)) progress.push({ done, total });
  };
  const args = { duration: 0.4, steps: 4 };
  const answer = await s.call(
    'tools/call',
    { name: s.name('trigger-long-running-operation'), arguments: args },
    { onprogress },
  );
  // SDK 1 may drop the last progress, if it arrives together with the answer.
  return { ...answer, progress: progress.slice(0, 3) };
}

// Noted only by the client that reads lines: the SDKs keep progress to themselves.
const progressTokens = (s) =>
  s.notifications.filter(({ method }) => method === 'notifications/progress').map(({ params }) => params);

async function cancelled(s) {
  const controller = new AbortController();
  const args = { duration: 1, steps: 10 };
  const name = s.name('trigger-long-running-operation');
  const options = { onprogress: () => controller.abort('enough'), signal: controller.signal };
  const answer = await s.call('tools/call', { name, arguments: args }, options);
  const after = await s.call('tools/call', { name: s.name('echo'), arguments: { message: 'still there' } });
  return { cancelled: answer.error !== undefined, after };
}

async function completesPrompt(s) {
  const ref = { type: 'ref/prompt', name: s.name('completable-prompt') };
  const department = await s.call('completion/complete', {
    ref,
    argument: { name: 'department', value: 'S' },
  });
  const context = { arguments: { department: 'Sales' } };
  const name = await s.call('completion/complete', { ref, argument: { name: 'name', value: '' }, context });
  return { department, name };
}

async function logs(s) {
  await s.logLevel('warning');
  const from = s.notifications.length;
  const toggle = { name: s.name('toggle-simulated-logging'), arguments: {} };
  const started = await s.call('tools/call', toggle);
  const { params } = await s.notification(
    'notifications/message',
    ({ data }) => /^Emergency/.test(data),
    from,
  );
  return { started, level: params.level, data: params.data, stopped: await s.call('tools/call', toggle) };
}

async function resourceUpdates(s) {
  const uri = 'demo://resource/dynamic/text/1';
  await s.subscribe(uri);
  const toggle = { name: s.name('toggle-subscriber-updates'), arguments: {} };
  const started = await s.call('tools/call', toggle);
  const { params } = await s.notification('notifications/resources/updated');
  const stopped = await s.call('tools/call', toggle);
  await s.unsubscribe(uri);
  return { started, uri: params.uri, stopped };
}

async function newResource(s) {
  const from = s.notifications.length;
  const args = { name: 'note.txt.gz', data: 'data:text/plain,hello', outputType: 'resourceLink' };
  const link = await s.call('tools/call', { name: s.name('gzip-file-as-resource'), arguments: args });
  if (s.era === 'legacy') await s.notification('notifications/resources/list_changed', () => true, from);
  return { link, read: await s.call('resources/read', { uri: 'demo://resource/session/note.txt.gz' }) };
}

const common = [
  ['tools/list', readList('tools/list')],
  ['prompts/list', readList('prompts/list')],
  ['resources/list', readList('resources/list')],
  ['resources/templates/list', readList('resources/templates/list')],
  ...CALLS.map(([name, args]) => [`${name} ${JSON.stringify(args)}`, call(name, args)]),
  ...PROMPTS.map(([name, args]) => [
    `prompt ${name} ${JSON.stringify(args)}`,
    (s) => s.call('prompts/get', { name: s.name(name), ...(args && { arguments: args }) }),
  ]),
  ...READS.map((uri) => [`read ${uri}`, (s) => s.call('resources/read', { uri })]),
  ...COMPLETIONS.map((params) => [
    `complete ${JSON.stringify(params)}`,
    (s) => s.call('completion/complete', params),
  ]),
  ['complete a prompt', completesPrompt],
  ['progress', withProgress],
  ['progress as it came', progressTokens],
  ['cancellation', cancelled],
  ['logging', logs],
  ['updated resource', resourceUpdates],
  ['new resource', newResource],
  ['new resource is listed', readList('resources/list')],
];

const asking = [
  ['sampling', call('trigger-sampling-request', { prompt: 'Why?', maxTokens: 12 })],
  ['elicitation', call('trigger-elicitation-request', {})],
  [
    'url elicitation',
    call('trigger-url-elicitation', { url: 'https://example.com/pay', message: 'Pay?', elicitationId: 'e1' }),
  ],
  ['roots', call('get-roots-list', {})],
  ['what was asked', (s) => ({ asked: s.asked.filter(({ method }) => method !== 'roots/list') })],
  ['roots were asked for', (s) => s.asked.some(({ method }) => method === 'roots/list')],
];

export const owns = (uri) => uri.startsWith('demo:');
export const steps = (capabilities) => (capabilities === 'full' ? [...common, ...asking] : common);
