// Counts what passed and what failed, and says what and why.
import { isDeepStrictEqual } from 'node:util';

export class Tally {
  passed = 0;
  failed = 0;

  /** Notes one check. `why` is printed if it failed. */
  check(name, ok, why = '') {
    if (ok) this.passed++;
    else {
      this.failed++;
      console.log(`FAILED ${name}\n${why}`);
    }
  }

  /** Notes whether two values are deeply equal. */
  equal(name, actual, expected) {
    const ok = isDeepStrictEqual(actual, expected);
    this.check(name, ok, ok ? '' : firstDifference(actual, expected));
  }

  /** Prints the last line of a test program and ends it with 0 or 1. */
  finish(title) {
    console.log(`${title}: ${this.passed} passed, ${this.failed} failed`);
    process.exit(this.failed === 0 ? 0 : 1);
  }
}

function firstDifference(actual, expected, path = '') {
  const both = [actual, expected];
  if (both.every((value) => typeof value === 'object' && value !== null)) {
    for (const key of new Set(both.flatMap(Object.keys)))
      if (!isDeepStrictEqual(actual[key], expected[key]))
        return firstDifference(actual[key], expected[key], `${path}/${key}`);
  }
  const show = (value) => (JSON.stringify(value) ?? 'nothing').slice(0, 800);
  return `  at ${path || '/'}\n  expected ${show(expected)}\n  actual   ${show(actual)}`;
}
