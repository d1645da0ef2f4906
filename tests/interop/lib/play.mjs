// Plays steps with a session and compares what two sessions saw.
import { normalise } from './normalise.mjs';

const FAILED = 'the step itself failed';

/** Runs every step in order. Resolves to step → what it saw, normalised; a step that throws is no end. */
export async function play(session, steps, view) {
  const seen = new Map();
  for (const [step, act] of steps) {
    try {
      seen.set(step, normalise(await act(session), { ...view, root: session.root }));
    } catch (error) {
      seen.set(step, { [FAILED]: error.message });
    }
  }
  return seen;
}

/** Opens a session, lets `act` use it, and closes it. Resolves to what `act` gives, or {failure}. */
export async function withSession(opening, act) {
  let session;
  try {
    session = await opening;
    return await act(session);
  } catch (error) {
    return { failure: error.message };
  } finally {
    await session?.close();
  }
}

/** Notes for each step played without a gateway whether it could be played at all. */
export function checkDirect(tally, title, seen) {
  if (seen.failure !== undefined) return tally.check(`${title}, direct`, false, seen.failure);
  for (const [step, observation] of seen)
    tally.check(`${title}, direct: ${step}`, observation?.[FAILED] === undefined, observation?.[FAILED]);
}

/** Notes for each step whether it saw what `expected(step)` says. */
export function compare(tally, title, seen, expected) {
  if (seen.failure !== undefined) return tally.check(title, false, seen.failure);
  for (const [step, observation] of seen) tally.equal(`${title}: ${step}`, observation, expected(step));
}
