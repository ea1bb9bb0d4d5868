/** Opens the people's half: a server embedded in a folder or one at an address, its tables, and the audit chain. */
import { beginChain } from "./audit/begin.ts";
import type { Algorithm } from "./audit/hashing.ts";
import type { Trail } from "./audit/trail.ts";
import { openTrail } from "./audit/trail.ts";
import type { Database } from "./database/connect.ts";
import { connect } from "./database/connect.ts";
import { migrate } from "./database/migrate.ts";
import { MIGRATIONS } from "./database/migrations/index.ts";
import type { Server } from "./database/server.ts";
import { startServer } from "./database/server.ts";
import type { Clock, RandomBytes } from "./database/sources.ts";

/** Where PostgreSQL is. */
export type WorkPlace =
  /** Embedded, in a work folder; `create` makes the folder when it is not there. */
  | {
      readonly kind: "folder";
      readonly folder: string;
      readonly create: boolean;
      /** Settings of PostgreSQL, as `{ fsync: "off" }` in tests. */
      readonly settings?: Readonly<Record<string, string>>;
    }
  /** `DATABASE_URL`; `ownerUrl` when the tables belong to another user than the one the program works as. */
  | { readonly kind: "url"; readonly url: string; readonly ownerUrl?: string };

export interface DatabaseOptions {
  readonly place: WorkPlace;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** `check`: change no table, only look whether they are of this version. Default `apply`. */
  readonly migrations?: "apply" | "check";
}

/** A database whose tables are of this version. */
export interface OpenDatabase {
  readonly database: Database;
  /** Ends the connections, and the server if it is ours. */
  readonly close: () => Promise<void>;
}

export interface WorkOptions extends DatabaseOptions {
  /** The hash of a chain that is begun now; of one that stands it must be the same. */
  readonly algorithm?: Algorithm;
}

export interface Work extends OpenDatabase {
  readonly trail: Trail;
}

/** A server at an address, in the words of an embedded one. */
const serverAt = (url: string, ownerUrl: string): Server => ({
  ownerUrl: () => ownerUrl,
  applicationUrl: () => url,
  stop: () => Promise.resolve(),
});

/** The server of a place: started, found running, or at its address. */
export const serverOf = (place: WorkPlace, random: RandomBytes): Promise<Server> =>
  place.kind === "url"
    ? Promise.resolve(serverAt(place.url, place.ownerUrl ?? place.url))
    : startServer({ ...place, random });

/** Opens the database and brings its tables up; the chain is not looked at. Throws WorkError LZ7001 to LZ7011. */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { clock, random, migrations: mode = "apply" } = options;
  const server = await serverOf(options.place, random);
  const database = connect({ url: server.applicationUrl });
  const close = async (): Promise<void> => {
    await database.close();
    await server.stop();
  };
  try {
    await migrate({ url: server.ownerUrl(), migrations: MIGRATIONS, clock, mode });
    return { database, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens the database and begins the chain where there is none. Throws WorkError LZ7001 to LZ7011, LZ7022. */
export async function openWork(options: WorkOptions): Promise<Work> {
  const { clock, random } = options;
  const { database, close } = await openDatabase(options);
  try {
    const algorithm = await beginChain(database, options.algorithm ?? null, { clock, random });
    return { database, trail: openTrail(database, { algorithm, clock, random }), close };
  } catch (error) {
    await close();
    throw error;
  }
}
