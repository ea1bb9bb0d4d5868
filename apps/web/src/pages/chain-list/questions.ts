/** Questions of the page of signed lists. */
import type {
  DifferenceAnswer,
  ListActAnswer,
  Reference,
  ProposalsAnswer,
  SignedListAnswer,
} from "@lianzhang/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { question } from "../../app/client.ts";
import { post } from "../../app/send.ts";

const at = (membership: string): string => `lists/${encodeURIComponent(membership)}`;
type Texts = Readonly<Record<string, string | undefined>>;

export const listsQuestion = () => question<{ readonly lists: readonly Reference[] }>("lists", {});
export const listQuestion = (membership: string, q: Texts) => question<SignedListAnswer>(at(membership), q);
export const proposalsQuestion = (membership: string, q: Texts) =>
  question<ProposalsAnswer>(`${at(membership)}/proposals`, q);
export const differenceQuestion = (membership: string, q: Texts) =>
  question<DifferenceAnswer>(`${at(membership)}/difference`, q);
export const listExport = (membership: string, month: string, format: "csv" | "xlsx"): string =>
  `/api/${at(membership)}/export?month=${month}&format=${format}`;

export interface ListActing {
  readonly busy: boolean;
  readonly answer: ListActAnswer | null;
  readonly error: unknown;
  readonly send: (path: "act" | "proposals", body: unknown) => void;
}

/** Sends a step for many entries; `onDone` when nothing was refused. */
export function useListAct(membership: string, onDone: () => void): ListActing {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<ListActAnswer | null>(null);
  const [error, setError] = useState<unknown>(null);
  const run = async (path: string, body: unknown): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const got = await post<ListActAnswer>(`${at(membership)}/${path}`, body);
      setAnswer(got);
      await client.invalidateQueries();
      if (got.refused.length === 0) onDone();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return { busy, answer, error, send: (path, body) => void run(path, body) };
}
