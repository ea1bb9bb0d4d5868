/** How many tries a door lets through. Pure; times in milliseconds since 1970. */
import type { Limits } from "./policy.ts";

export interface Tally {
  /** Let through since the last pause of a window, this one included. */
  readonly tries: number;
  /** How often the door closed before; each time it stays closed twice as long. */
  readonly level: number;
  /** When the last one was let through. */
  readonly lastAt: number;
  readonly closedUntil: number;
  /** Turned away at the closed door since the last one let through. */
  readonly turnedAway: number;
}

export const FRESH: Tally = { tries: 0, level: 0, lastAt: 0, closedUntil: 0, turnedAway: 0 };

const wait = ({ window, longest }: Limits, level: number): number => Math.min(window * 2 ** level, longest);

/**
 * One more try. It is counted before it is known whether it succeeds, so that many at once get no more than their share:
 * of tries that do not succeed, no stretch of one window ever holds more than `limits.tries`.
 */
export function tryAt(
  tally: Tally,
  limits: Limits,
  now: number,
): { readonly through: boolean; readonly tally: Tally } {
  if (now < tally.closedUntil)
    return { through: false, tally: { ...tally, turnedAway: tally.turnedAway + 1 } };
  const quiet = now - Math.max(tally.lastAt, tally.closedUntil);
  const level = quiet >= limits.longest ? 0 : tally.level;
  const tries = now - tally.lastAt >= limits.window ? 1 : tally.tries + 1;
  const open: Tally = { tries, level, lastAt: now, closedUntil: 0, turnedAway: 0 };
  if (tries < limits.tries) return { through: true, tally: open };
  return {
    through: true,
    tally: { ...open, level: level + 1, closedUntil: now + Math.max(wait(limits, level), limits.window) },
  };
}

/** A try that was let through has succeeded: it does not count, and if it closed the door, the door opens. */
export function givenBack(tally: Tally, limits: Limits): Tally {
  const tries = Math.max(0, tally.tries - 1);
  return tally.tries < limits.tries
    ? { ...tally, tries }
    : { ...tally, tries, level: Math.max(0, tally.level - 1), closedUntil: 0 };
}
