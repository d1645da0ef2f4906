// What is done with server-sequential-thinking: three thoughts, one of them on a branch, and a wrong one.
import { readList } from './lists.mjs';

const THOUGHTS = [
  { thought: 'Begin', thoughtNumber: 1, totalThoughts: 2, nextThoughtNeeded: true },
  {
    thought: 'Or not',
    thoughtNumber: 2,
    totalThoughts: 2,
    nextThoughtNeeded: true,
    branchFromThought: 1,
    branchId: 'b',
  },
  { thought: 'End', thoughtNumber: 3, totalThoughts: 2, nextThoughtNeeded: false },
  { thought: 'Wrong', thoughtNumber: 0 },
];

export const owns = () => false;
export const steps = () => [
  ['tools/list', readList('tools/list')],
  ...THOUGHTS.map((thought) => [
    `thought ${thought.thoughtNumber}`,
    (s) => s.call('tools/call', { name: s.name('sequentialthinking'), arguments: thought }),
  ]),
];
