// What is done with server-memory: a graph is built, read, searched and cut down; its resource is watched.
import { readList } from './lists.mjs';

const GRAPH = 'memory://knowledge-graph';
const ENTITIES = [
  { name: 'Ada', entityType: 'person', observations: ['wrote the first program'] },
  { name: 'Engine', entityType: 'machine', observations: [] },
];
const CALLS = [
  ['create_relations', { relations: [{ from: 'Ada', to: 'Engine', relationType: 'programs' }] }],
  ['add_observations', { observations: [{ entityName: 'Engine', contents: ['has a mill', 'has a store'] }] }],
  ['add_observations', { observations: [{ entityName: 'Nobody', contents: ['is missing'] }] }],
  ['read_graph', {}],
  ['search_nodes', { query: 'mill' }],
  ['open_nodes', { names: ['Ada'] }],
  ['delete_observations', { deletions: [{ entityName: 'Engine', observations: ['has a mill'] }] }],
  ['delete_relations', { relations: [{ from: 'Ada', to: 'Engine', relationType: 'programs' }] }],
  ['delete_entities', { entityNames: ['Engine'] }],
  ['read_graph', {}],
  ['create_entities', { entities: 'none' }],
];

const call = (name, args) => (s) => s.call('tools/call', { name: s.name(name), arguments: args });

async function watched(s) {
  await s.subscribe(GRAPH);
  const created = await call('create_entities', { entities: ENTITIES })(s);
  const { params } = await s.notification('notifications/resources/updated');
  await s.unsubscribe(GRAPH);
  return { ...created, updated: params.uri };
}

export const owns = (uri) => uri.startsWith('memory:');
export const steps = () => [
  ['tools/list', readList('tools/list')],
  ['resources/list', readList('resources/list')],
  ['resources/templates/list', readList('resources/templates/list')],
  ['create_entities, watched', watched],
  ...CALLS.map(([name, args], i) => [`${i + 1}. ${name}`, call(name, args)]),
  ['read the graph', (s) => s.call('resources/read', { uri: GRAPH })],
];
