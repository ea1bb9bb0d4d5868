/** Drafts in the browser, one a person and form; nothing of them leaves it. */
export interface Draft<T> {
  readonly value: T;
  /** When it was written, as people read it. */
  readonly at: string;
}

export interface ListedDraft {
  readonly form: string;
  readonly at: string;
}

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;
/** A shelf whose names can be gone through. */
type OpenShelf = Shelf & Pick<Storage, "length" | "key">;

const START = "lianzhang.draft.";
const nameOf = (who: string, form: string): string => `${START}${who}/${form}`;

/** Keeps the content of a form. A full or closed storage costs the draft, never the form. */
export function keepDraft(shelf: Shelf, who: string, form: string, value: unknown, now: Date): void {
  try {
    shelf.setItem(nameOf(who, form), JSON.stringify({ value, at: now.toLocaleString("zh-CN") }));
  } catch {
    // the form goes on without
  }
}

/** What this person kept; null where there is none or it cannot be read. */
export function readDraft<T>(shelf: Shelf, who: string, form: string): Draft<T> | null {
  try {
    const text = shelf.getItem(nameOf(who, form));
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

export function dropDraft(shelf: Shelf, who: string, form: string): void {
  shelf.removeItem(nameOf(who, form));
}

/** The drafts of a person, by form. Nobody sees those of somebody else at the same machine. */
export function listDrafts(shelf: OpenShelf, who: string): readonly ListedDraft[] {
  const start = nameOf(who, "");
  return Array.from({ length: shelf.length }, (_, i) => shelf.key(i) ?? "")
    .filter((name) => name.startsWith(start))
    .map((name) => name.slice(start.length))
    .toSorted()
    .flatMap((form) => {
      const draft = readDraft(shelf, who, form);
      return draft === null ? [] : [{ form, at: draft.at }];
    });
}
