/** Puts a test's database back to how it was made, which takes a fraction of the time that making one takes. */
import pg from "pg";

/** Every table and sequence of the product, and what a test might have altered of them, as one text. */
const SHAPE = `SELECT md5(string_agg(line, chr(10) ORDER BY line)) AS shape FROM (
  SELECT concat_ws(' ', c.oid, c.relname, c.relacl, c.relowner) AS line FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname !~ '^(pg_|information_schema$)'
  UNION ALL SELECT concat_ws(' ', a.attrelid, a.attname, a.atttypid, a.attnotnull, a.attacl) FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^(pg_|information_schema$)'
  UNION ALL SELECT concat_ws(' ', oid, tgrelid, tgname, tgenabled) FROM pg_trigger
  UNION ALL SELECT concat_ws(' ', oid, conname, pg_get_constraintdef(oid)) FROM pg_constraint
  UNION ALL SELECT concat_ws(' ', p.oid, p.proname, p.proacl, p.prosrc) FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname !~ '^(pg_|information_schema$)'
  UNION ALL SELECT concat_ws(' ', oid, nspname, nspacl) FROM pg_namespace WHERE nspname !~ '^pg_(temp|toast)'
) AS lines`;

const TABLES = `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'lianzhang'`;

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function tables(client: pg.Client): Promise<readonly string[]> {
  return (await client.query<{ readonly name: string }>(TABLES)).rows.map((row) => row.name);
}

/** Keeps a copy of the rows that the migrations put in. */
export const keepSeeds = (url: string): Promise<void> =>
  withClient(url, async (client) => {
    await client.query("CREATE SCHEMA seed");
    for (const name of await tables(client))
      await client.query(`CREATE TABLE seed.${name} AS TABLE lianzhang.${name}`);
  });

/** What the database is like, beside its rows. */
export const shapeOf = (url: string): Promise<string> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ readonly shape: string }>(SHAPE);
    return rows[0]?.shape ?? "";
  });

/** Puts the rows back; false when the test altered more than rows, so that the database is of no use any more. */
export const reset = (url: string, shape: string): Promise<boolean> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ readonly shape: string }>(SHAPE);
    if (rows[0]?.shape !== shape) return false;
    // the guards of the chain refuse this to everyone else; a test's superuser steps over them
    const steps = (await tables(client)).map(
      (name) => `DELETE FROM lianzhang.${name}; INSERT INTO lianzhang.${name} SELECT * FROM seed.${name};`,
    );
    await client.query(`BEGIN; SET LOCAL session_replication_role = replica; ${steps.join("")} COMMIT`);
    const sequences = await client.query<{ readonly name: string }>(
      "SELECT quote_ident(sequencename) AS name FROM pg_sequences WHERE schemaname = 'lianzhang'",
    );
    for (const { name } of sequences.rows) await client.query(`ALTER SEQUENCE lianzhang.${name} RESTART`);
    return true;
  });
