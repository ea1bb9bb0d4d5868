/** Words of the page. A dictionary has every key in both languages, or it does not compile. */
import { useFrame } from "../app/address.ts";

type Words = Readonly<Record<string, string | ((...values: never[]) => string)>>;

export interface Dictionary<T extends Words> {
  readonly zh: T;
  readonly en: T;
}

/** Chinese first; a missing or surplus English key is a compile error. */
export const dictionary = <T extends Words>(zh: T, en: NoInfer<T>): Dictionary<T> => ({ zh, en });

/** The words in the language of the address. */
export function useWords<T extends Words>(words: Dictionary<T>): T {
  return words[useFrame().language];
}
