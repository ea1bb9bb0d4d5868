/** The scenarios in the address, and which of them is worked on: the last one unless the address says another. */
import { useFrame } from "../../app/address.ts";
import type { Scenario } from "./stack.ts";
import { parseStack } from "./stack.ts";

export function useStack(): { readonly all: readonly Scenario[]; readonly at: number } {
  const { search } = useFrame();
  const all = parseStack(search.stack);
  const asked = Number(search.view ?? all.length - 1);
  const at = Number.isInteger(asked) && asked >= 0 && asked < all.length ? asked : all.length - 1;
  return { all, at };
}
