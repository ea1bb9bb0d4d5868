/** Ed25519 signatures over a hash: who, when, with which key. */
import type { KeyObject } from "node:crypto";
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { RunSignature } from "@lianzhang/engine";
import { canonicalText } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import type { Terminal } from "./terminal.ts";
import { OutsideError, UsageError } from "./terminal.ts";

/** Of a DER-encoded Ed25519 public key: what stands before its 32 bytes. */
const DER_HEAD = Buffer.from("302a300506032b6570032100", "hex");

const signedText = (hash: string, who: string, when: string): Buffer =>
  Buffer.from(canonicalText({ hash, when, who }), "utf8");

const rawKey = (key: KeyObject): string =>
  key.export({ format: "der", type: "spki" }).subarray(DER_HEAD.length).toString("base64");

function keyOf(terminal: Terminal, given: string, make: (pem: string) => KeyObject): KeyObject {
  const path = resolve(terminal.cwd, given);
  let key: KeyObject;
  try {
    key = make(readFileSync(path, "utf8"));
  } catch (error) {
    // the message of the crypto library may quote the key: say only which file
    throw new OutsideError(
      { zh: `${given} 不是可读的密钥文件`, en: `${given} is not a readable key file` },
      {
        zh: "生成:openssl genpkey -algorithm ed25519 -out 密钥.pem",
        en: "make one: openssl genpkey -algorithm ed25519 -out key.pem",
      },
      error,
    );
  }
  if (key.asymmetricKeyType !== "ed25519")
    throw new OutsideError({
      zh: `${given} 的密钥是 ${key.asymmetricKeyType ?? "?"},应为 ed25519`,
      en: `${given} holds a key of ${key.asymmetricKeyType ?? "?"}; an ed25519 one is needed`,
    });
  return key;
}

/** A signer as `--sign` and `--who` ask; null without them. The time signed is `now`. */
export function signerAsked(
  terminal: Terminal,
  parsed: Parsed,
  now: Date,
): ((hash: string) => RunSignature) | null {
  const file = parsed.values.get("sign");
  const who = parsed.values.get("who");
  if (file === undefined && who === undefined) return null;
  if (file === undefined || who === undefined || who.trim() === "")
    throw new UsageError({ zh: "--sign 与 --who 要同用", en: "--sign and --who go together" });
  const key = keyOf(terminal, file, createPrivateKey);
  return (hash) => {
    const when = now.toISOString().replace(/\.\d+Z$/, "Z");
    return {
      algorithm: "Ed25519",
      who,
      when,
      public_key: rawKey(createPublicKey(key)),
      signature: sign(null, signedText(hash, who, when), key).toString("base64"),
    };
  };
}

/** The public key of `--trust`, base64; null without it. */
export function trustedKey(terminal: Terminal, parsed: Parsed): string | null {
  const file = parsed.values.get("trust");
  return file === undefined ? null : rawKey(keyOf(terminal, file, createPublicKey));
}

/** Whether a signature is by its key, over this hash, name and time. */
export function signatureHolds(hash: string, s: RunSignature): boolean {
  try {
    const der = Buffer.concat([DER_HEAD, Buffer.from(s.public_key, "base64")]);
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    return verify(null, signedText(hash, s.who, s.when), key, Buffer.from(s.signature, "base64"));
  } catch {
    return false; // a key that is none signs nothing
  }
}
