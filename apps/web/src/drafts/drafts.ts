/** Drafts in the browser, one a form; nothing of them leaves it. */
export interface Draft<T> {
  readonly value: T;
  /** When it was written, as people read it. */
  readonly at: string;
}

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const nameOf = (key: string): string => `lianzhang.draft.${key}`;

/** Keeps the content of a form. A full or closed storage costs the draft, never the form. */
export function keepDraft(shelf: Shelf, key: string, value: unknown, now: Date): void {
  try {
    shelf.setItem(nameOf(key), JSON.stringify({ value, at: now.toLocaleString("zh-CN") }));
  } catch {
    // the form goes on without
  }
}

/** What was kept; null where there is none or it cannot be read. */
export function readDraft<T>(shelf: Shelf, key: string): Draft<T> | null {
  try {
    const text = shelf.getItem(nameOf(key));
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

export function dropDraft(shelf: Shelf, key: string): void {
  shelf.removeItem(nameOf(key));
}
