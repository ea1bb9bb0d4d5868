/** What a person drops, chooses or pastes, and how it goes to the server. */
import type { ReturnDone, ReturnFileBody } from "@lianzhang/contract";
import { post } from "../app/send.ts";
import { base64 } from "../lib/base64.ts";
import { returnPath } from "./questions.ts";

export interface Given {
  readonly name: string;
  readonly kind: "file" | "paste" | "typed";
  readonly bytes: Uint8Array;
}

/** Bytes of one file that the server takes. */
export const MOST_BYTES = 45_000_000;

export const givenText = (name: string, kind: "paste" | "typed", text: string): Given => ({
  name,
  kind,
  bytes: new TextEncoder().encode(text),
});

export const givenFile = async (file: File): Promise<Given> => ({
  name: file.name,
  kind: "file",
  bytes: new Uint8Array(await file.arrayBuffer()),
});

/** Sends files one after the other and gives the version after the last. Throws Refusal: those before it are kept. */
export async function sendGiven(id: string, version: string, given: readonly Given[]): Promise<string> {
  let now = version;
  for (const { name, kind, bytes } of given) {
    const body: ReturnFileBody = { version: now, name, kind, content: base64(bytes) };
    ({ version: now } = await post<ReturnDone>(`${returnPath(id)}/files`, body));
  }
  return now;
}
