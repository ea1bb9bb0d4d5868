/** The two hashes a chain may be made with. */
import { createHash, getHashes } from "node:crypto";
import { WorkError } from "../errors.ts";

/** Chosen once, with the first link: SM3 (GB/T 32905) where Chinese cryptography is asked for. */
export type Algorithm = "SHA-256" | "SM3";

const NAMES: Readonly<Record<Algorithm, string>> = { "SHA-256": "sha256", SM3: "sm3" };

export const isAlgorithm = (name: string): name is Algorithm => name in NAMES;

/** Hash of a UTF-8 text: 64 lower-case hexadecimal digits. */
export const hashOf = (algorithm: Algorithm, text: string): string =>
  createHash(NAMES[algorithm]).update(text, "utf8").digest("hex");

/** LZ7022: what was asked for is not what the chain has, or cannot be computed here. */
export const otherAlgorithm = (found: string, expected: string): WorkError =>
  new WorkError(
    "LZ7022",
    { zh: `哈希算法:要求 ${expected},实为 ${found}`, en: `hash: ${expected} is asked for, found ${found}` },
    {
      zh: "算法在首环一次选定,请去掉该设置;SM3 需要支持它的 Node",
      en: "it was chosen with the first link: leave the setting out; SM3 needs a Node built with it",
    },
  );

/** Throws LZ7022 when this Node cannot compute the hash. */
export function requireHere(algorithm: Algorithm): void {
  if (!getHashes().includes(NAMES[algorithm])) throw otherAlgorithm("Node", algorithm);
}
