/** The first link: it says which hash the chain is made with. */
import type { Database } from "../database/connect.ts";
import type { Queries } from "../database/queries.ts";
import { text } from "../database/queries.ts";
import type { Ink } from "./append.ts";
import { append, holdHead } from "./append.ts";
import type { Algorithm } from "./hashing.ts";
import { isAlgorithm, otherAlgorithm, requireHere } from "./hashing.ts";
import type { Acting } from "./link.ts";

/** Action and subject of the first link. */
export const BEGIN = { action: "audit.begin", kind: "hash" } as const;

const PROGRAM: Acting = { user: "lianzhang", onBehalfOf: null, unit: null, purpose: "installation" };

/** The hash the first link names; null while there is no first link, or it does not name one. */
export async function algorithmOf(queries: Queries): Promise<Algorithm | null> {
  const [row] = await queries.rows(
    "SELECT subject_id FROM audit_event WHERE number = 1 AND action = $1 AND subject_kind = $2",
    [BEGIN.action, BEGIN.kind],
  );
  const name = row === undefined ? "" : text(row, "subject_id");
  return isAlgorithm(name) ? name : null;
}

/**
 * Begins the chain where there is none and gives its hash. `asked` null: SHA-256 for a new chain, whatever it is for one
 * that stands. Throws LZ7022 when another is asked for than the chain has.
 */
export async function beginChain(
  database: Database,
  asked: Algorithm | null,
  ink: Omit<Ink, "algorithm">,
): Promise<Algorithm> {
  const algorithm = await database.transaction(async (queries) => {
    const head = await holdHead(queries);
    if (head.number > 0n) return (await algorithmOf(queries)) ?? "SHA-256";
    const chosen = asked ?? "SHA-256";
    requireHere(chosen);
    const subject = { kind: BEGIN.kind, id: chosen };
    const first = { action: BEGIN.action, subject, before: null, after: { format: 1 } };
    await append(queries, { ...ink, algorithm: chosen }, PROGRAM, [first]);
    return chosen;
  });
  if (asked !== null && asked !== algorithm) throw otherAlgorithm(algorithm, asked);
  requireHere(algorithm);
  return algorithm;
}
