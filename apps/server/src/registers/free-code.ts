/** A code that no record of the register has yet: a stem with the first number that is free. */
import type { Registers } from "@lianzhang/work";

export async function freeCode(
  { registers }: { readonly registers: Pick<Registers, "find"> },
  register: string,
  stem: string,
): Promise<string> {
  for (let n = 1; ; n++) {
    const code = `${stem}-${n}`;
    if ((await registers.find(register, { code })) === null) return code;
  }
}
