/** What a person proves to be oneself with: a password's hash, a sealed second factor, recovery codes. */
import type { Change } from "../audit/trail.ts";
import type { Queries, Row } from "../database/queries.ts";
import { only, text, textOrNull, whole } from "../database/queries.ts";
import type { Ground } from "./ground.ts";
import { aboutPerson } from "./ground.ts";
import { momentText } from "./moment.ts";
import { newRecoveryCodes, recoveryCodeIn, stepOf } from "./one-time-code.ts";
import { tokenHash } from "./token.ts";

export interface Credential {
  readonly person: string;
  readonly password: string;
  /** Sealed for the person; null for demo users only. */
  readonly secondFactor: string | null;
  /** Step of the last code used: that one and those before it are refused. */
  readonly lastStep: bigint;
}

const COLUMNS = "c.person, c.password, c.second_factor, c.last_step";

const credentialOf = (row: Row): Credential => ({
  person: text(row, "person"),
  password: text(row, "password"),
  secondFactor: textOrNull(row, "second_factor"),
  lastStep: whole(row, "last_step"),
});

/** Of a person; null for one who has never set a password. `hold`: until the transaction ends. */
export async function credentialFor(
  queries: Queries,
  person: string,
  hold: boolean,
): Promise<Credential | null> {
  const [row] = await queries.rows(
    `SELECT ${COLUMNS} FROM credential c WHERE c.person = $1 ${hold ? "FOR UPDATE" : ""}`,
    [person],
  );
  return row === undefined ? null : credentialOf(row);
}

/** Keeps a credential in place of any earlier one. The person must be held. */
export async function keepCredential(change: Change, credential: Credential): Promise<void> {
  await change.rows("DELETE FROM credential WHERE person = $1", [credential.person]);
  await change.rows(
    "INSERT INTO credential (person, password, second_factor, last_step) VALUES ($1, $2, $3, $4)",
    [credential.person, credential.password, credential.secondFactor, credential.lastStep],
  );
}

/** Keeps another hash of the password. */
export const keepPassword = async (change: Change, person: string, hash: string): Promise<void> => {
  await change.rows("UPDATE credential SET password = $2 WHERE person = $1", [person, hash]);
};

async function useTimed(
  change: Change,
  { key, clock }: Ground,
  credential: Credential,
  sealed: string,
  typed: string,
): Promise<boolean> {
  const step = stepOf(key.unseal(sealed, credential.person), typed, clock());
  if (step === null || step <= credential.lastStep) return false;
  await change.rows("UPDATE credential SET last_step = $2 WHERE person = $1", [credential.person, step]);
  return true;
}

async function useRecovery(
  change: Change,
  { clock }: Ground,
  person: string,
  typed: string,
): Promise<boolean> {
  const code = recoveryCodeIn(typed);
  if (code === null) return false;
  const used = await change.rows(
    "UPDATE recovery_code SET used_at = $3 WHERE person = $1 AND hash = $2 AND used_at IS NULL RETURNING person",
    [person, tokenHash(code), momentText(clock())],
  );
  if (used.length === 0) return false;
  const left = only(
    await change.rows("SELECT count(*) AS n FROM recovery_code WHERE person = $1 AND used_at IS NULL", [
      person,
    ]),
  );
  change.record(aboutPerson("recovery_code.use", person, null, { left: whole(left, "n") }));
  return true;
}

/** Whether `typed` is the second factor now; if so it is used up. The credential must be held. */
export async function useSecondFactor(
  change: Change,
  ground: Ground,
  credential: Credential,
  typed: string,
): Promise<boolean> {
  const { secondFactor, person } = credential;
  if (secondFactor === null) return true;
  return (
    (await useTimed(change, ground, credential, secondFactor, typed)) ||
    useRecovery(change, ground, person, typed)
  );
}

/** New recovery codes in place of the old ones; what is given is shown once. */
export async function replaceRecoveryCodes(
  change: Change,
  { random }: Ground,
  person: string,
): Promise<readonly string[]> {
  const codes = newRecoveryCodes(random);
  await change.rows("DELETE FROM recovery_code WHERE person = $1", [person]);
  for (const code of codes)
    await change.rows("INSERT INTO recovery_code (person, hash) VALUES ($1, $2)", [person, tokenHash(code)]);
  return codes;
}
