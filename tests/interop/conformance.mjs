// Runs the official conformance suite's server scenarios against the fixture, directly and behind the
// gateway, for both revisions, and compares check by check: what passes directly must pass through the
// gateway, and what fails must be written in expected-failures.json. A check that is written there and does
// not fail is an error too.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBridge } from './bridge.mjs';
import { CALLGATE, HERE, cleanEnvironment, installed, scratchFolder, throughGateway } from './lib/launch.mjs';

const REVISIONS = ['2025-11-25', '2026-07-28'];
const SUITE = installed('@modelcontextprotocol/conformance/dist/index.js');
const FIXTURE = [process.execPath, join(HERE, 'fixture.mjs')];
const BADNESS = ['SUCCESS', 'INFO', 'SKIPPED', 'WARNING', 'FAILURE'];

function runSuite(url, revision, folder) {
  const args = [SUITE, 'server', '--url', url, '--suite', 'all', '--spec-version', revision, '-o', folder];
  return new Promise((resolve, reject) => {
    // The exit code says only that some check failed; which one is in the files.
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (/=== SUMMARY ===/.test(stdout)) resolve();
      else reject(new Error(`the conformance suite did not finish: ${error?.message ?? ''}\n${stderr}`));
    });
  });
}

// One verdict per "scenario:check", the worst where a check occurs several times.
function readChecks(folder) {
  const checks = new Map();
  for (const entry of readdirSync(folder)) {
    const [, scenario] = /^server-(.+?)-\d{4}-\d\d-\d\dT/.exec(entry) ?? [];
    if (scenario === undefined) continue;
    for (const { id, status, errorMessage, details } of JSON.parse(
      readFileSync(join(folder, entry, 'checks.json')),
    )) {
      const name = `${scenario}:${id}`;
      const worse = BADNESS.indexOf(status) > BADNESS.indexOf(checks.get(name)?.status);
      if (worse || !checks.has(name))
        checks.set(name, { status, why: `${errorMessage}\n${JSON.stringify(details)}` });
    }
  }
  return checks;
}

async function measure(command, revision) {
  const folder = scratchFolder('conformance');
  const bridge = await startBridge(command, { env: cleanEnvironment() });
  try {
    await runSuite(bridge.url, revision, folder);
  } finally {
    await bridge.close();
  }
  return readChecks(folder);
}

function compareWithExpected(label, checks, expected) {
  const problems = [];
  for (const [name, { status, why }] of checks)
    if (status === 'FAILURE' && !expected.includes(name)) problems.push(`${label}: ${name} fails: ${why}`);
  for (const name of expected)
    if (checks.get(name)?.status !== 'FAILURE')
      problems.push(`${label}: ${name} is expected to fail and is ${checks.get(name)?.status ?? 'not run'}`);
  return problems;
}

function compareWithDirect(label, direct, gateway) {
  const problems = [];
  for (const [name, { status }] of direct) {
    const behind = gateway.get(name) ?? { status: 'not run', why: '' };
    if (status === 'SUCCESS' && behind.status !== 'SUCCESS')
      problems.push(
        `${label}: ${name} is SUCCESS directly and ${behind.status} through the gateway: ${behind.why}`,
      );
  }
  return problems;
}

async function checkRevision(revision, expected) {
  const [direct, gateway] = await Promise.all([
    measure(FIXTURE, revision),
    CALLGATE && measure(throughGateway(FIXTURE), revision),
  ]);
  const problems = compareWithExpected(`direct ${revision}`, direct, expected.direct[revision]);
  const report = (label, checks) => {
    const passed = [...checks.values()].filter(({ status }) => status === 'SUCCESS').length;
    console.log(`conformance ${revision} ${label}: ${passed} of ${checks.size} checks are SUCCESS`);
    return checks.size;
  };
  let count = report('direct', direct);
  if (gateway !== undefined) {
    count += report('gateway', gateway);
    problems.push(...compareWithExpected(`gateway ${revision}`, gateway, expected.gateway[revision]));
    problems.push(...compareWithDirect(revision, direct, gateway));
  }
  return { count, problems };
}

const expected = JSON.parse(readFileSync(join(HERE, 'expected-failures.json'), 'utf8'));
const outcomes = await Promise.all(REVISIONS.map((revision) => checkRevision(revision, expected)));
const problems = new Set(outcomes.flatMap((outcome) => outcome.problems));
for (const problem of problems) console.log(`FAILED ${problem}`);
const total = outcomes.reduce((sum, outcome) => sum + outcome.count, 0);
console.log(`conformance: ${total - problems.size} passed, ${problems.size} failed`);
process.exit(problems.size === 0 ? 0 : 1);
