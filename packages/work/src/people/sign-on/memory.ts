/** City systems in memory, for tests and for trying the product out. */
import { signOnRefused } from "../refusals.ts";
import type { AddressBookEntry, CitySystems, Identity, SignOn, Todo } from "./city.ts";

export interface MemoryCity extends CitySystems {
  /** Who signs on next; null: the sign-on refuses. */
  next: Identity | null;
  readonly todos: ReadonlyMap<string, Todo>;
}

const ISSUER = "memory";

function memorySignOn(who: () => Identity | null): SignOn {
  return {
    begin: ({ state }) => Promise.resolve(new URL(`https://sign-on.invalid/?state=${state}`)),
    finish({ state }, cameBackTo) {
      const identity = cameBackTo.searchParams.get("state") === state ? who() : null;
      if (identity === null) return Promise.reject(signOnRefused("被拒绝", "it was refused"));
      return Promise.resolve(identity);
    },
  };
}

/** A city whose sign-on says what `next` says. */
export function memoryCity(entries: readonly AddressBookEntry[] = []): MemoryCity {
  const todos = new Map<string, Todo>();
  const city: MemoryCity = {
    next: null,
    todos,
    signOn: memorySignOn(() => city.next),
    todoList: {
      push: (todo) => Promise.resolve(void todos.set(todo.id, todo)),
      withdraw: (id) => Promise.resolve(void todos.delete(id)),
    },
    addressBook: { entries: () => Promise.resolve(entries) },
  };
  return city;
}

/** What the sign-on in memory says of somebody. */
export const memoryIdentity = (externalId: string, subject: string = externalId): Identity => ({
  issuer: ISSUER,
  subject,
  externalId,
});
