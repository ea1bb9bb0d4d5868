/** What is done at the command line of an installation: its first administrators, demo people, the mark of production. */
import type { Acting } from "../audit/link.ts";
import type { Change } from "../audit/trail.ts";
import type { Queries } from "../database/queries.ts";
import { only, text, textOrNull } from "../database/queries.ts";
import type { Ground } from "./ground.ts";
import { program, requireDuty } from "./ground.ts";
import type { SetupLink } from "./links.ts";
import { insertLink } from "./links.ts";
import { momentText } from "./moment.ts";
import type { NewPerson } from "./persons.ts";
import { heldPerson, insertPerson, setStatus, spelled } from "./persons.ts";
import type { NewPost } from "./posts.ts";
import { insertPost } from "./posts.ts";
import { administratorsThere, demoOrProduction, noPerson } from "./refusals.ts";
import type { AdministratorKind, Person } from "./vocabulary.ts";
import { ADMINISTRATORS, CITY } from "./vocabulary.ts";

export type FirstAdministrators = Readonly<
  Record<AdministratorKind, NewPerson & { readonly signInName: string }>
>;

/** Since when it is production; null when it is not. `hold`: until the transaction ends. */
export async function productionSince(queries: Queries, hold: boolean): Promise<string | null> {
  return textOrNull(
    only(await queries.rows(`SELECT production_since FROM installation ${hold ? "FOR UPDATE" : ""}`)),
    "production_since",
  );
}

/** Whether the installation is marked as production. */
export const isProduction = (ground: Ground): Promise<boolean> =>
  ground.database.read(async (queries) => (await productionSince(queries, false)) !== null);

async function makeAdministrator(
  change: Change,
  ground: Ground,
  kind: AdministratorKind,
  wanted: NewPerson,
): Promise<SetupLink> {
  const person = await insertPerson(change, ground, wanted, false);
  await insertPost(change, ground, person, { role: ADMINISTRATORS[kind], scope: CITY });
  return insertLink(change, ground, person, "enrol");
}

/**
 * The first system, security and audit administrators: three people, each with a set-up link to be given in person.
 * Throws LZ7103, and LZ7107 when there is any administrator.
 */
export const setUpAdministrators = (
  ground: Ground,
  wanted: FirstAdministrators,
): Promise<Readonly<Record<AdministratorKind, SetupLink>>> =>
  ground.trail.change(program("installation"), async (change) => {
    await productionSince(change, true);
    const there = await change.rows(
      "SELECT id FROM person WHERE duty IN ('system', 'security', 'audit') LIMIT 1",
    );
    if (there.length > 0) throw administratorsThere();
    const system = await makeAdministrator(change, ground, "system", wanted.system);
    const security = await makeAdministrator(change, ground, "security", wanted.security);
    const audit = await makeAdministrator(change, ground, "audit", wanted.audit);
    return { system, security, audit };
  });

/**
 * A new link for an administrator whose link, password or telephone is lost and whom no colleague can help. Whoever can
 * give this command can write the database as well; the chain tells of it. Throws LZ7104.
 */
export const administratorLink = (ground: Ground, signInName: string): Promise<SetupLink> =>
  ground.trail.change(program("installation"), async (change) => {
    const [row] = await change.rows(
      "SELECT id FROM person WHERE sign_in_name = $1 AND duty IN ('system', 'security', 'audit')",
      [spelled(signInName)],
    );
    if (row === undefined) throw noPerson(signInName, "不是管理员", "is no administrator");
    return insertLink(change, ground, await heldPerson(change, text(row, "id")), "enrol");
  });

async function beginProduction(change: Change, ground: Ground): Promise<void> {
  const before = await productionSince(change, true);
  if (before !== null) throw demoOrProduction("已是正式使用", "it is production already");
  const demo = await change.rows("SELECT id FROM person WHERE demo LIMIT 1");
  if (demo.length > 0) throw demoOrProduction("本安装有演示用户", "this installation has demo people");
  const now = momentText(ground.clock());
  await change.rows("UPDATE installation SET production_since = $1", [now]);
  const subject = { kind: "installation", id: "this" };
  change.record({ action: "installation.production", subject, before: null, after: { since: now } });
}

/** Marks the installation as production, for good. Throws LZ7101, and LZ7108 when it has demo people. */
export const markProduction = (ground: Ground, acting: Acting): Promise<void> =>
  ground.trail.change(acting, async (change) => {
    await requireDuty(change, acting, "system");
    await beginProduction(change, ground);
  });

/** The same at the command line of the installation. Throws LZ7108. */
export const markProductionHere = (ground: Ground): Promise<void> =>
  ground.trail.change(program("installation"), (change) => beginProduction(change, ground));

export interface DemoPerson extends NewPerson {
  readonly posts: readonly NewPost[];
}

async function makeDemoPerson(change: Change, ground: Ground, wanted: DemoPerson): Promise<Person> {
  const { id } = await insertPerson(change, ground, wanted, true);
  for (const post of wanted.posts) await insertPost(change, ground, await heldPerson(change, id), post);
  if (wanted.signInName !== null)
    await setStatus(change, await heldPerson(change, id), "active", "person.active", null);
  return heldPerson(change, id);
}

/**
 * Demo people, who come in by one click (`enterAsDemo`) and have no password. `allowed`: the switch of the start. Throws
 * LZ7108 without the switch and in an installation that is production.
 */
export async function makeDemoPeople(
  ground: Ground,
  allowed: boolean,
  people: readonly DemoPerson[],
): Promise<readonly Person[]> {
  if (!allowed) throw demoOrProduction("未打开演示开关", "the switch for demo people is off");
  return ground.trail.change(program("demo"), async (change) => {
    if ((await productionSince(change, true)) !== null)
      throw demoOrProduction(
        "本安装为正式使用,不设演示用户",
        "this installation is production: no demo people",
      );
    const made: Person[] = [];
    for (const one of people) made.push(await makeDemoPerson(change, ground, one));
    return made;
  });
}
