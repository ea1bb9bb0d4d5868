/** Doing one thing on the server: busy, what was refused, and everything asked anew when it is done. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "./send.ts";

interface Doing {
  readonly busy: boolean;
  readonly error: unknown;
  /** Gives the answer to `then` when it was done; nothing when it was refused. */
  readonly run: <T>(path: string, body: unknown, then?: (answer: T) => void) => void;
}

export function useDoing(): Doing {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const work = async <T>(path: string, body: unknown, then?: (answer: T) => void): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const answer = await post<T>(path, body);
      then?.(answer);
      await client.invalidateQueries();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run: (path, body, then) => void work(path, body, then) };
}
