/** People by what was typed: name, sign-in name, unit, posts. */
import type { PersonAnswer } from "@lianzhang/contract";

export function found(people: readonly PersonAnswer[], typed: string | undefined): readonly PersonAnswer[] {
  const words = (typed ?? "").trim().normalize("NFKC").toLowerCase();
  if (words === "") return people;
  return people.filter(({ name, signInName, unit, posts }) =>
    [name, signInName, unit, ...posts.flatMap((p) => [p.label.zh, p.label.en, p.scope.label.zh])].some(
      (text) => text?.toLowerCase().includes(words) === true,
    ),
  );
}
