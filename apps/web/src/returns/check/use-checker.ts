/** The checking thread of a page: begun with it, ended with it. */
import { useEffect, useState } from "react";
import type { Answered, FileRead, Job, Sheetless, Stage } from "./messages.ts";
import type { Given } from "../given.ts";
import type { Figures, OwnCheck, SaidHead } from "./own-check.ts";
import type { Timed } from "./timed.ts";

export interface Checker {
  readonly check: (of: Sheetless, figures: Figures) => Promise<Timed<OwnCheck>>;
  /** Tells on the way how far it is. Rejects when the thread fails. */
  readonly read: (
    of: Sheetless,
    given: Given,
    said: readonly SaidHead[],
    onStage: (stage: Stage) => void,
  ) => Promise<FileRead>;
}

interface Waiting {
  readonly done: (answer: Answered) => void;
  readonly failed: (error: Error) => void;
  readonly onStage?: (stage: Stage) => void;
}

interface Thread extends Checker {
  readonly close: () => void;
}

function begin(onReady: () => void, onFault: (error: Error) => void): Thread {
  const worker = new Worker(new URL("./check-worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  worker.addEventListener("error", (event) => {
    const error = new Error(event.message || "the checking thread does not start");
    for (const one of waiting.values()) one.failed(error);
    waiting.clear();
    onFault(error);
  });
  worker.addEventListener("message", ({ data }: MessageEvent<Answered>) => {
    if (data.kind === "ready") return onReady();
    const one = waiting.get(data.number);
    if (data.kind === "stage") return one?.onStage?.(data.stage);
    waiting.delete(data.number);
    if (data.kind === "failed") return one?.failed(new Error(data.message));
    return one?.done(data);
  });
  const ask = (job: Job, onStage?: (stage: Stage) => void): Promise<Answered> =>
    new Promise((done, failed) => {
      const number = ++last;
      waiting.set(number, { done, failed, ...(onStage === undefined ? {} : { onStage }) });
      worker.postMessage({ ...job, number });
    });
  const unlike = (answer: Answered): Error => new TypeError(`the checking thread answered ${answer.kind}`);
  return {
    check: async (of, figures) => {
      const answer = await ask({ kind: "check", of, figures });
      if (answer.kind !== "checked") throw unlike(answer);
      return answer.check;
    },
    read: async (of, given, said, onStage) => {
      const answer = await ask({ kind: "read", of, given, said }, onStage);
      if (answer.kind !== "read") throw unlike(answer);
      return answer.read;
    },
    close: () => worker.terminate(),
  };
}

export interface CheckerState {
  /** Null: it is not there yet, so nothing of it needs the network from now on. */
  readonly checker: Checker | null;
  readonly fault: Error | null;
}

export function useChecker(): CheckerState {
  const [state, setState] = useState<CheckerState>({ checker: null, fault: null });
  useEffect(() => {
    const thread = begin(
      () => setState({ checker: thread, fault: null }),
      (fault) => setState({ checker: null, fault }),
    );
    return thread.close;
  }, []);
  return state;
}
