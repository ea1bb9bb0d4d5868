/** Deflated bytes, unpacked piece by piece: by the platform in its own thread where it can, else by fflate. */
import { Inflate } from "fflate";

interface Platform {
  readonly writable: {
    getWriter(): { write(part: Uint8Array): Promise<void>; close(): Promise<void> };
  };
  readonly readable: {
    getReader(): {
      read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }>;
      cancel(): Promise<void>;
    };
  };
}
declare const DecompressionStream: (new (format: string) => Platform) | undefined;

/** Packed bytes given at once: they become at most a thousand times as many. */
const PUSH = 16_384;
/** A thread is not worth its start below so many packed bytes. */
const THREAD = 100_000;

function platform(): Platform | null {
  try {
    return typeof DecompressionStream === "function" ? new DecompressionStream("deflate-raw") : null;
  } catch {
    return null; // it knows streams but not this format
  }
}

async function* threaded(packed: Uint8Array, { writable, readable }: Platform): AsyncGenerator<Uint8Array> {
  const [writer, reader] = [writable.getWriter(), readable.getReader()];
  const give = async (): Promise<void> => {
    for (let at = 0; at < packed.length; at += PUSH) await writer.write(packed.subarray(at, at + PUSH));
    await writer.close();
  };
  // What goes wrong here goes wrong for the reader too, which tells it.
  const given = give().catch(() => {});
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (value) yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
    await given;
  }
}

/** The unpacked bytes. Throws what the inflater throws at broken ones. */
export async function* inflated(packed: Uint8Array): AsyncGenerator<Uint8Array> {
  const own = packed.length > THREAD ? platform() : null;
  if (own) {
    yield* threaded(packed, own);
    return;
  }
  const out: Uint8Array[] = [];
  const inflate = new Inflate((chunk) => {
    if (chunk.length > 0) out.push(chunk);
  });
  for (let at = 0; at === 0 || at < packed.length; at += PUSH) {
    inflate.push(packed.subarray(at, at + PUSH), at + PUSH >= packed.length);
    for (const chunk of out.splice(0)) yield chunk;
  }
}
