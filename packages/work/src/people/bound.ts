/** Functions of this folder without their ground. */
import type { Ground } from "./ground.ts";

export type Bound<F> = F extends (ground: Ground, ...rest: infer A) => infer R ? (...rest: A) => R : never;

export const binder =
  (ground: Ground) =>
  <A extends readonly unknown[], R>(f: (ground: Ground, ...rest: A) => R) =>
  (...rest: A): R =>
    f(ground, ...rest);
