/** Password hashes: scrypt (RFC 7914) with its cost kept beside each, so that the cost can be raised later. */
import { scrypt, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** N: a power of two; memory is 128 * N * r bytes. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** scrypt itself, an argument so that a test can count how often it is called. */
export type Derive = (password: string, salt: Uint8Array, cost: ScryptCost) => Promise<Buffer>;

const LENGTH = 32;

export const deriveKey: Derive = (password, salt, { N, r, p }) =>
  new Promise((done, failed) => {
    const options = { N, r, p, maxmem: 256 * N * r };
    scrypt(password, salt, LENGTH, options, (error, key) => (error === null ? done(key) : failed(error)));
  });

interface Kept {
  readonly cost: ScryptCost;
  readonly salt: Buffer;
  readonly key: Buffer;
}

const cost = z.object({
  N: z
    .int()
    .min(2)
    .max(2 ** 22),
  r: z.int().min(1).max(64),
  p: z.int().min(1).max(64),
});

const SHAPE = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]{43})$/;

function keptOf(text: string): Kept {
  const [, N, r, p, salt = "", key = ""] = SHAPE.exec(text) ?? [];
  return {
    cost: cost.parse({ N: Number(N), r: Number(r), p: Number(p) }),
    salt: Buffer.from(salt, "base64url"),
    key: Buffer.from(key, "base64url"),
  };
}

const keptText = ({ cost: { N, r, p }, salt, key }: Kept): string =>
  `scrypt$${N}$${r}$${p}$${salt.toString("base64url")}$${key.toString("base64url")}`;

/** The same characters typed on another keyboard are the same password. */
const normal = (password: string): string => password.normalize("NFKC");

/** A hash to be kept. `salt`: 16 unpredictable bytes. */
export async function passwordHash(
  derive: Derive,
  password: string,
  salt: Uint8Array,
  wanted: ScryptCost,
): Promise<string> {
  return keptText({
    cost: wanted,
    salt: Buffer.from(salt),
    key: await derive(normal(password), salt, wanted),
  });
}

/** Whether a password is the one a hash was made of. */
export async function isPassword(derive: Derive, password: string, hash: string): Promise<boolean> {
  const kept = keptOf(hash);
  return timingSafeEqual(await derive(normal(password), kept.salt, kept.cost), kept.key);
}

/** Whether a hash was made at another cost than wanted now. */
export const isOutdated = (hash: string, wanted: ScryptCost): boolean => {
  const { cost: found } = keptOf(hash);
  return found.N !== wanted.N || found.r !== wanted.r || found.p !== wanted.p;
};

/** A hash nobody has the password of: what an unknown name is compared with, so that it takes as long as a known one. */
export const nobodysHash = (wanted: ScryptCost): string =>
  keptText({ cost: wanted, salt: Buffer.alloc(16), key: Buffer.alloc(LENGTH) });
