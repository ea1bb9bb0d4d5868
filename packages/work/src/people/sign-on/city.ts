/**
 * The city's own systems, as this product asks them: sign-on, to-do list, address book. Cities differ; each gives an
 * adapter for what it has.
 */

/** What a sign-on says about somebody. */
export interface Identity {
  /** Who says so. */
  readonly issuer: string;
  /** Their unchanging name for the person. */
  readonly subject: string;
  /** The configured claim: compared with `externalId` of the people entered here. */
  readonly externalId: string;
}

/** What must come back unchanged from the browser that was sent away. Holds secrets: sealed before it is given out. */
export interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface SignOn {
  /** Where to send the browser. Throws LZ7141. */
  begin(pending: Pending): Promise<URL>;
  /** Who came back, from the whole address the browser came back to. Throws LZ7141, LZ7142. */
  finish(pending: Pending, cameBackTo: URL): Promise<Identity>;
}

/** A to-do for a person, shown in the city's own list. */
export interface Todo {
  /** Ours; the same id again replaces it. */
  readonly id: string;
  readonly person: { readonly externalId: string; readonly name: string };
  readonly title: string;
  /** Path of the page within this product; the adapter knows the host. */
  readonly path: string;
  /** `2026-03-10`; null when it has no date. */
  readonly due: string | null;
}

export interface TodoList {
  push(todo: Todo): Promise<void>;
  /** It is done, or no longer that person's. */
  withdraw(id: string): Promise<void>;
}

export interface AddressBookEntry {
  readonly externalId: string;
  readonly name: string;
  readonly unit: string | null;
}

export interface AddressBook {
  /** Everybody in it. Nobody is made a user by being there: system administration picks. */
  entries(): Promise<readonly AddressBookEntry[]>;
}

/** What a city has; null where it has none. */
export interface CitySystems {
  readonly signOn: SignOn | null;
  readonly todoList: TodoList | null;
  readonly addressBook: AddressBook | null;
}

export const NO_CITY_SYSTEMS: CitySystems = { signOn: null, todoList: null, addressBook: null };
