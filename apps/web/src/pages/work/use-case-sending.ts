/** Sending what is done to a case: busy, what was wrong, who came first; the draft goes only when it is kept. */
import type { CaseOutcomeAnswer, ChangeFault } from "@lianzhang/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../../app/send.ts";

type Kept = Extract<CaseOutcomeAnswer, { readonly kind: "kept" }>;
type Conflict = Extract<CaseOutcomeAnswer, { readonly kind: "conflict" }>;

export interface CaseSending {
  readonly busy: boolean;
  readonly faults: readonly ChangeFault[];
  readonly conflict: Conflict | null;
  readonly error: unknown;
  readonly send: (path: string, body: unknown) => Promise<boolean>;
}

export function useCaseSending(onKept: (kept: Kept) => Promise<void> | void): CaseSending {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<readonly ChangeFault[]>([]);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [error, setError] = useState<unknown>(null);
  const send = async (path: string, body: unknown): Promise<boolean> => {
    setBusy(true);
    setFaults([]);
    setConflict(null);
    setError(null);
    try {
      const outcome = await post<CaseOutcomeAnswer>(path, body);
      if (outcome.kind === "refused") setFaults(outcome.faults);
      else if (outcome.kind === "conflict") setConflict(outcome);
      else {
        await onKept(outcome);
        await client.invalidateQueries();
        return true;
      }
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
    return false;
  };
  return { busy, faults, conflict, error, send };
}
