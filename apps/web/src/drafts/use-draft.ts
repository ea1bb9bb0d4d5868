/** A form's content that survives a reload, until it is kept or dropped. */
import { useCallback, useState } from "react";
import { dropDraft, keepDraft, readDraft } from "./drafts.ts";

export interface DraftOf<T> {
  readonly value: T;
  readonly keep: (value: T) => void;
  /** Forgets what was written. */
  readonly clear: () => void;
  /** When the draft that was found was written; null: the form began empty. */
  readonly restoredAt: string | null;
}

export function useDraft<T>(key: string, initial: T): DraftOf<T> {
  const [found] = useState(() => readDraft<T>(localStorage, key));
  const [value, setValue] = useState<T>(found?.value ?? initial);
  const [restoredAt, setRestoredAt] = useState(found?.at ?? null);
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      keepDraft(localStorage, key, next, new Date());
    },
    [key],
  );
  const clear = (): void => {
    dropDraft(localStorage, key);
    setValue(initial);
    setRestoredAt(null);
  };
  return { value, keep, clear, restoredAt };
}
