/** The city's address book over HTTP: a JSON list, read when it is asked for and kept a while. */
import { z } from "zod";
import { addressBookAway } from "../refusals.ts";
import type { AddressBook, AddressBookEntry } from "./city.ts";
import { cityAddress } from "./city-address.ts";

export interface HttpAddressBookOptions {
  /** https, or http on this machine itself. */
  readonly url: string;
  /** Sent as `Authorization: Bearer`; null: none. */
  readonly token: string | null;
}

const PATIENCE = 10_000;
const words = z.string().trim().min(1).max(100);

const shape = z.array(z.object({ externalId: words, name: words, unit: words.nullable().default(null) }));

/** Entries of a JSON text. Throws LZ7152 with the first that is wrong. */
export function entriesIn(source: string, json: unknown): readonly AddressBookEntry[] {
  const read = shape.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw addressBookAway(source, new Error(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`));
}

/** Throws LZ7152 for an address that cannot be used; reading throws it when nothing usable came. */
export function httpAddressBook({ url, token }: HttpAddressBookOptions): AddressBook {
  const from = cityAddress(url, (error) => addressBookAway(url, error));
  return {
    async entries() {
      let json: unknown;
      try {
        const answer = await fetch(from, {
          headers: {
            accept: "application/json",
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          },
          redirect: "error",
          signal: AbortSignal.timeout(PATIENCE),
        });
        if (!answer.ok) throw new Error(`it answered ${answer.status}`);
        json = await answer.json();
      } catch (error) {
        throw addressBookAway(url, error);
      }
      return entriesIn(url, json);
    },
  };
}
