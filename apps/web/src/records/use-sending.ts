/** Sending a change of a record: busy, what was wrong, what clashed; the draft goes only when the change is kept. */
import type { ChangeFault, ChangeOutcome, RecordAnswer } from "@lianzhang/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../app/send.ts";
import type { ConflictAnswer } from "./outcome.tsx";

export interface Sending {
  readonly busy: boolean;
  readonly faults: readonly ChangeFault[];
  readonly conflict: ConflictAnswer | null;
  readonly error: unknown;
  readonly send: (path: string, body: unknown) => void;
}

export function useSending(onKept: (record: RecordAnswer) => Promise<void> | void): Sending {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<readonly ChangeFault[]>([]);
  const [conflict, setConflict] = useState<ConflictAnswer | null>(null);
  const [error, setError] = useState<unknown>(null);
  const run = async (path: string, body: unknown): Promise<void> => {
    setBusy(true);
    setFaults([]);
    setConflict(null);
    setError(null);
    try {
      const outcome = await post<ChangeOutcome>(path, body);
      if (outcome.kind === "refused") setFaults(outcome.faults);
      else if (outcome.kind === "conflict") setConflict(outcome);
      else {
        await client.invalidateQueries();
        await onKept(outcome.record);
      }
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return { busy, faults, conflict, error, send: (path, body) => void run(path, body) };
}
