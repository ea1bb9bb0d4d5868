/** Addresses that are shut after too many tries that failed, for the page of security administration. */
import { text, whole } from "../database/queries.ts";
import type { Ground } from "./ground.ts";
import { momentText } from "./moment.ts";

export interface ShutAddress {
  readonly address: string;
  readonly since: string;
  readonly until: string;
  /** Tries turned away since. */
  readonly turnedAway: number;
}

const moment = (at: bigint): string => momentText(new Date(Number(at)));

/** Those shut now, the one that opens last first. */
export const shutAddresses = ({ database, clock }: Ground): Promise<readonly ShutAddress[]> =>
  database.read(async (queries) => {
    const rows = await queries.rows(
      `SELECT address, last_at, closed_until, turned_away FROM sign_in_tally
         WHERE kind = 'address' AND address IS NOT NULL AND closed_until > $1 ORDER BY closed_until DESC, address`,
      [BigInt(clock().getTime())],
    );
    return rows.map((row) => ({
      address: text(row, "address"),
      since: moment(whole(row, "last_at")),
      until: moment(whole(row, "closed_until")),
      turnedAway: Number(whole(row, "turned_away")),
    }));
  });
