/** Keeps the city's to-do list told: looks for what changed every few seconds, one round after the other. */
import type { Todos } from "@lianzhang/work";

/** Between two rounds, ms. */
const PAUSE = 3000;

/** Begins; the answer ends it, when the round under way is done. */
export function followTodos(todos: Todos, fault: (error: unknown) => void): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let round: Promise<void> = todos.all().catch(fault);
  const next = (): void => {
    round = round
      .then(() => (stopped ? undefined : todos.run()))
      .catch(fault)
      .then(() => {
        if (stopped) return;
        timer = setTimeout(next, PAUSE);
        timer.unref();
      });
  };
  next();
  return async () => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
    await round;
  };
}
