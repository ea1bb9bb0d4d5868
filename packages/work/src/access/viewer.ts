/** Who looks or acts, with every post that counts for it. */
import type { Scope } from "../people/vocabulary.ts";

/** A post held now: a role of the decision folder within a scope. */
export interface Held {
  readonly role: string;
  readonly scope: Scope;
  /** Null: an own post; else the id of the leader whose post it is, for whom the viewer acts (代办). */
  readonly leader: string | null;
}

export interface Viewer {
  /** Id of the person. */
  readonly person: string;
  readonly name: string;
  readonly unit: string | null;
  readonly posts: readonly Held[];
}
