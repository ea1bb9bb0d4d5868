/** One part of a docx in a stream. */
import type { Entry, Meter } from "@lianzhang/intake";
import { readXml, unpack } from "@lianzhang/intake";

export interface Part {
  readonly bytes: Uint8Array;
  readonly entry: Entry;
  readonly meter: Meter;
}

/** Names come without their prefixes; an attribute comes with the element it is of. */
export interface PartHandler {
  open?(element: string): void;
  attribute?(element: string, name: string, value: string): void;
  text?(text: string): void;
  close?(element: string): void;
}

/** Throws `Trouble`. */
export async function readPart(part: Part, handler: PartHandler): Promise<void> {
  let last = "";
  await readXml(unpack(part.bytes, part.entry, part.meter), {
    open: (name) => {
      last = name;
      handler.open?.(name);
    },
    attribute: (name, value) => handler.attribute?.(last, name.slice(name.indexOf(":") + 1), value),
    text: (text) => handler.text?.(text),
    close: (name) => handler.close?.(name),
  });
}
