/** Tokens: unpredictable, given out once, kept as a hash only. */
import { createHash } from "node:crypto";
import type { RandomBytes } from "../database/sources.ts";
import { hexFrom } from "../database/sources.ts";

/** 256 bits. Of that much nothing can be guessed, so a plain hash is enough. */
export const newToken = (random: RandomBytes): string => Buffer.from(random(32)).toString("base64url");

export const tokenHash = (token: string): string => createHash("sha256").update(token, "utf8").digest("hex");

/** The name of a record: tells it from others, opens nothing. */
export const newId = (random: RandomBytes): string => hexFrom(random, 8);
