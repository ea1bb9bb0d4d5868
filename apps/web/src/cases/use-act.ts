/** Doing something to a case: busy, what was wrong, what others did meanwhile. */
import type { CaseEvent, CaseOutcomeAnswer, ChangeFault } from "@lianzhang/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../app/send.ts";

export interface Acting {
  readonly busy: boolean;
  readonly faults: readonly ChangeFault[];
  /** What others did since the page was opened; null: nobody came first. */
  readonly since: readonly CaseEvent[] | null;
  readonly error: unknown;
  readonly act: (path: string, body: unknown) => void;
}

export function useAct(onKept: (id: string) => void): Acting {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<readonly ChangeFault[]>([]);
  const [since, setSince] = useState<readonly CaseEvent[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const run = async (path: string, body: unknown): Promise<void> => {
    setBusy(true);
    setFaults([]);
    setSince(null);
    setError(null);
    try {
      const outcome = await post<CaseOutcomeAnswer>(path, body);
      if (outcome.kind === "refused") setFaults(outcome.faults);
      else if (outcome.kind === "conflict") setSince(outcome.since);
      else {
        onKept(outcome.id);
        await client.invalidateQueries();
      }
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return { busy, faults, since, error, act: (path, body) => void run(path, body) };
}
