/** What the package takes from outside instead of reaching for it. */

/** The time of day. */
export type Clock = () => Date;

/** Unpredictable bytes: `randomBytes` of `node:crypto`, or a seeded generator in tests. */
export type RandomBytes = (count: number) => Uint8Array;

/** `count` unpredictable bytes in lower-case hexadecimal. */
export const hexFrom = (random: RandomBytes, count: number): string =>
  Buffer.from(random(count)).toString("hex");
