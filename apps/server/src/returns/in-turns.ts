/** Long work of readers between the answers to others. */
import { setImmediate } from "node:timers/promises";
import type { Steps } from "@lianzhang/intake";

/** Work at a time, ms. */
const PIECE = 12;

/** Does the work a piece at a time: a file of a million rows takes its minutes, and pages are answered meanwhile. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - since < PIECE) continue;
    await setImmediate();
    since = performance.now();
  }
}
