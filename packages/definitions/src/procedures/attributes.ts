/** Attributes of its register that a procedure names. */
import type { Loading } from "../loading.ts";
import type { Attribute } from "../model.ts";
import type { Entry, Path } from "../source/entry.ts";

/** The attribute, or null: reported, unless the register or the attribute itself did not load. */
export function attributeNamed(
  id: string,
  register: string,
  entry: Entry,
  path: Path,
  loading: Loading,
): Attribute | null {
  const attributes = loading.registers.get(register)?.attributes;
  const found = attributes?.get(id) ?? null;
  if (attributes && found === null && !loading.broken.has(id))
    loading.unknown(`attribute of ${register}`, id, attributes.keys(), entry.at(...path));
  return found;
}

/** A list written as one or as many, with where each stands. */
export const many = (
  written: string | readonly string[],
  path: Path,
): readonly { readonly id: string; readonly path: Path }[] =>
  typeof written === "string"
    ? [{ id: written, path }]
    : written.map((id, i) => ({ id, path: [...path, i] }));

export const ids = (written: string | readonly string[]): readonly string[] =>
  typeof written === "string" ? [written] : written;
