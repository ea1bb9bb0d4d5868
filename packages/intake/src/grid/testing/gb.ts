/** GB18030 of the characters a test uses: the platform decodes it but does not encode it. */
import { decoderOf } from "../decode.ts";

let table: Map<string, readonly number[]> | null = null;

/** Two-byte characters only; throws for others. */
export function gb18030(text: string): Uint8Array {
  if (table === null) {
    table = new Map();
    const decoder = decoderOf("gb18030", false);
    for (let a = 0x81; a <= 0xfe; a++)
      for (let b = 0x40; b <= 0xfe; b++)
        if (b !== 0x7f) table.set(decoder.decode(Uint8Array.of(a, b)), [a, b]);
  }
  const known = table;
  return Uint8Array.from(
    [...text].flatMap((c) => {
      const code = c.codePointAt(0) ?? 0;
      const bytes = code < 128 ? [code] : known.get(c);
      if (!bytes) throw new Error(`${c} has no two bytes in GB18030`);
      return bytes;
    }),
  );
}
