// What is done with server-filesystem on the folder of the session.
import { readList } from './lists.mjs';

const CALLS = [
  ['list_allowed_directories', () => ({})],
  ['write_file', (at) => ({ path: at('new.txt'), content: 'one\r\ntwo\n\u0000😀\n' })],
  ['read_text_file', (at) => ({ path: at('new.txt') })],
  ['read_text_file', (at) => ({ path: at('poem.txt'), head: 1 })],
  ['read_multiple_files', (at) => ({ paths: [at('poem.txt'), at('missing.txt')] })],
  ['read_media_file', (at) => ({ path: at('pixel.png') })],
  [
    'edit_file',
    (at) => ({ path: at('poem.txt'), edits: [{ oldText: 'wood', newText: 'forest' }], dryRun: true }),
  ],
  ['create_directory', (at) => ({ path: at('inner/deep') })],
  ['move_file', (at) => ({ source: at('new.txt'), destination: at('inner/moved.txt') })],
  ['list_directory', (at) => ({ path: at('') })],
  ['directory_tree', (at) => ({ path: at('') })],
  ['search_files', (at) => ({ path: at(''), pattern: '**/*.txt' })],
  ['read_text_file', () => ({ path: '/etc/hostname' })],
  ['read_text_file', () => ({ path: 7 })],
];

export const owns = () => false;
export const steps = () => [
  ['tools/list', readList('tools/list')],
  ...CALLS.map(([name, args], i) => [
    `${i + 1}. ${name}`,
    (s) => s.call('tools/call', { name: s.name(name), arguments: args((path) => `${s.root}/${path}`) }),
  ]),
];
