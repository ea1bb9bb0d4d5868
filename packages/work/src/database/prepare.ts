/** What a new cluster lacks: the roles, the application's login and the database. */
import pg from "pg";
import { APPLICATION, DATABASE } from "./cluster.ts";
import { ROLE, VIEWER_ROLE } from "./role.ts";

async function exists(client: pg.Client, sql: string, name: string): Promise<boolean> {
  return (await client.query(sql, [name])).rows.length > 0;
}

const ROLES = "SELECT 1 FROM pg_roles WHERE rolname = $1";
const DATABASES = "SELECT 1 FROM pg_database WHERE datname = $1";

/** Makes roles and database where they are missing; `password` is hexadecimal. Safe to run at every start. */
export async function prepare(ownerUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const role of [ROLE, VIEWER_ROLE])
      if (!(await exists(client, ROLES, role))) await client.query(`CREATE ROLE ${role} NOLOGIN`);
    await client.query(`GRANT ${VIEWER_ROLE} TO ${ROLE}`);
    if (!(await exists(client, ROLES, APPLICATION))) await client.query(`CREATE ROLE ${APPLICATION} LOGIN`);
    await client.query(`ALTER ROLE ${APPLICATION} PASSWORD '${password}'`);
    await client.query(`GRANT ${ROLE} TO ${APPLICATION}`);
    if (!(await exists(client, DATABASES, DATABASE))) await client.query(`CREATE DATABASE ${DATABASE}`);
    await client.query(`GRANT CONNECT ON DATABASE ${DATABASE} TO ${APPLICATION}`);
  } finally {
    await client.end();
  }
}
