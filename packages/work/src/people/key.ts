/**
 * The key file: 32 bytes outside the database, without which second factors cannot be read from a stolen copy of it.
 * Keys for each use are derived from it (HKDF), so that no two uses share one.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import type { RandomBytes } from "../database/sources.ts";
import { hexFrom } from "../database/sources.ts";
import { keyFile, otherKey } from "./refusals.ts";

export interface Key {
  /** Encrypts a text for one use and one owner (AES-256-GCM). */
  seal(text: string, bound: string): string;
  /** The text again. Throws LZ7112 when it was sealed with another key, for another owner, or altered. */
  unseal(sealed: string, bound: string): string;
  /** A keyed hash, 64 hexadecimal digits: equal texts can be found, and not guessed without the key. */
  mark(text: string): string;
}

const derived = (master: Buffer, use: string): Buffer =>
  Buffer.from(hkdfSync("sha256", master, "", `lianzhang people ${use}`, 32));

const SHAPE = /^1\.([\w-]{16})\.([\w-]*)\.([\w-]{22})$/;

function open(sealed: string, bound: string, secret: Buffer): string {
  const [, iv = "", body = "", tag = ""] = SHAPE.exec(sealed) ?? [];
  const cipher = createDecipheriv("aes-256-gcm", secret, Buffer.from(iv, "base64url"));
  cipher.setAAD(Buffer.from(bound)).setAuthTag(Buffer.from(tag, "base64url"));
  return Buffer.concat([cipher.update(Buffer.from(body, "base64url")), cipher.final()]).toString("utf8");
}

/** The key made of 32 bytes. */
export function keyOf(master: Buffer, random: RandomBytes): Key {
  const secret = derived(master, "seal");
  const marking = derived(master, "mark");
  return {
    seal(text, bound) {
      const iv = Buffer.from(random(12));
      const cipher = createCipheriv("aes-256-gcm", secret, iv).setAAD(Buffer.from(bound));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return `1.${[iv, body, cipher.getAuthTag()].map((part) => part.toString("base64url")).join(".")}`;
    },
    unseal(sealed, bound) {
      try {
        return open(sealed, bound, secret);
      } catch (error) {
        throw otherKey(error);
      }
    },
    mark: (text) => createHmac("sha256", marking).update(text, "utf8").digest("hex"),
  };
}

/** Makes the file; of one that is there nothing is changed. Throws LZ7111. */
export function makeKeyFile(path: string, random: RandomBytes): void {
  try {
    writeFileSync(path, `${hexFrom(random, 32)}\n`, { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    throw keyFile(
      path,
      "不能新建(不会覆盖已有文件)",
      "cannot be made (one that is there is left alone)",
      error,
    );
  }
}

/** Reads the file. Throws LZ7111 when it is missing, malformed, or open to others. */
export function readKeyFile(path: string, random: RandomBytes): Key {
  let found: string;
  let mode: number;
  try {
    [found, mode] = [readFileSync(path, "utf8").trim(), statSync(path).mode];
  } catch (error) {
    throw keyFile(path, "读不到", "cannot be read", error);
  }
  if (!/^[0-9a-f]{64}$/.test(found)) throw keyFile(path, "内容不是密钥", "does not hold a key");
  // Windows has no such bits and reports all of them
  if (process.platform !== "win32" && (mode & 0o077) !== 0)
    throw keyFile(path, "其他用户可读", "can be read by other users");
  return keyOf(Buffer.from(found, "hex"), random);
}
