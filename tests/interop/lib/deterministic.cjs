// Preloaded into a server (`node --require`) so that two runs of it give the same bytes: one time of day, one
// UUID, and always the last element of a random choice (in server-everything's log: the most severe level).
const crypto = require('node:crypto');
const { syncBuiltinESMExports } = require('node:module');

Date.prototype.toLocaleTimeString = () => '12:00:00 PM';
Math.random = () => 0.999;
crypto.randomUUID = () => '00000000-0000-4000-8000-000000000000';
syncBuiltinESMExports();
