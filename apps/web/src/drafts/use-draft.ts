/** A form's content that survives a reload and a sign-out, until it is sent or dropped. */
import { useCallback, useEffect, useState } from "react";
import { useWhoId } from "../app/use-door.ts";
import { dropDraft, keepDraft, readDraft } from "./drafts.ts";

export interface DraftOf<T> {
  readonly value: T;
  readonly keep: (value: T) => void;
  /** Forgets what was written. */
  readonly clear: () => void;
  /** When the draft that was found was written; null: the form began empty. */
  readonly restoredAt: string | null;
}

/** The browser asks before the page is left while something was written and not sent. */
function useAskBeforeLeaving(written: boolean): void {
  useEffect(() => {
    if (!written) return undefined;
    const ask = (e: BeforeUnloadEvent): void => e.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [written]);
}

export function useDraft<T>(form: string, initial: T): DraftOf<T> {
  const who = useWhoId();
  const [found] = useState(() => readDraft<T>(localStorage, who, form));
  const [value, setValue] = useState<T>(found?.value ?? initial);
  const [restoredAt, setRestoredAt] = useState(found?.at ?? null);
  const [written, setWritten] = useState(false);
  useAskBeforeLeaving(written);
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      setWritten(true);
      keepDraft(localStorage, who, form, next, new Date());
    },
    [who, form],
  );
  const clear = (): void => {
    dropDraft(localStorage, who, form);
    setValue(initial);
    setWritten(false);
    setRestoredAt(null);
  };
  return { value, keep, clear, restoredAt };
}
