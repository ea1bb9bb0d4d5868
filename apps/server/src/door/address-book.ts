/** The city's address book as the environment names it: an address that answers JSON, or a CSV or xlsx file. */
import type { AddressBookAnswer } from "@lianzhang/contract";
import { readTableFile } from "@lianzhang/returns";
import type { AddressBook, AddressBookEntry, People } from "@lianzhang/work";
import { addressBookAway, entriesIn, httpAddressBook } from "@lianzhang/work";
import { searched } from "../list.ts";

const HEADS: readonly (readonly [keyof AddressBookEntry, readonly string[]])[] = [
  ["externalId", ["external_id", "externalid", "编号", "工号"]],
  ["name", ["name", "姓名"]],
  ["unit", ["unit", "单位", "部门"]],
];

/** A table whose first row names its columns: 编号, 姓名, 单位. Reading throws LZ7152. */
const fileAddressBook = (path: string): AddressBook => ({
  async entries() {
    const rows = await readTableFile(path).catch((error: unknown) => {
      throw addressBookAway(path, error);
    });
    const [head = [], ...people] = rows;
    const names = head.map((cell) => cell.trim().toLowerCase());
    const columns = HEADS.map(([key, words]) => [key, names.findIndex((n) => words.includes(n))] as const);
    const written = people.filter((row) => row.some((cell) => cell.trim() !== ""));
    return entriesIn(
      path,
      written.map((row) =>
        Object.fromEntries(
          columns.flatMap(([key, at]) => {
            const cell = row[at]?.trim() ?? "";
            return cell === "" ? [] : [[key, cell]];
          }),
        ),
      ),
    );
  },
});

/** By where it is said to be: an address, or a path. */
export const addressBookAt = (source: string, token: string | null): AddressBook =>
  /^https?:\/\//u.test(source) ? httpAddressBook({ url: source, token }) : fileAddressBook(source);

/** Entries shown at once. */
const SHOWN = 20;

/** People of the address book whose name, unit or id has these characters; who is entered here already says so. */
export async function findInAddressBook(
  book: AddressBook,
  people: People,
  words: string,
): Promise<AddressBookAnswer> {
  const asked = searched(words);
  const here = new Set((await people.reading.list()).map((p) => p.externalId));
  const found = (await book.entries()).filter((e) =>
    [e.name, e.unit ?? "", e.externalId].some((t) => t.toLowerCase().includes(asked)),
  );
  return {
    total: found.length,
    entries: found.slice(0, SHOWN).map((e) => ({ ...e, entered: here.has(e.externalId) })),
  };
}
