/** What the pages of administration show of people. Nothing secret is in these tables. */
import type { Queries } from "../database/queries.ts";
import { allDelegations, delegationsTo } from "./delegations.ts";
import type { Ground } from "./ground.ts";
import { PERSON_COLUMNS, personOf } from "./persons.ts";
import { allPosts, postsOf } from "./posts.ts";
import { noPerson } from "./refusals.ts";
import type { Delegation, Person, Post } from "./vocabulary.ts";

export interface Profile {
  readonly person: Person;
  readonly posts: readonly Post[];
  /** Leaders this person may act for now. */
  readonly delegations: readonly Delegation[];
}

/** Everybody who was ever entered, by name. */
export const listPeople = (ground: Ground): Promise<readonly Person[]> =>
  ground.database.read(async (queries) =>
    (await queries.rows(`SELECT ${PERSON_COLUMNS} FROM person p ORDER BY p.name, p.id`)).map(personOf),
  );

/** Everybody with open posts and delegations, by name. */
export const profiles = (ground: Ground): Promise<readonly Profile[]> =>
  ground.database.read(async (queries) => {
    const persons = (await queries.rows(`SELECT ${PERSON_COLUMNS} FROM person p ORDER BY p.name, p.id`)).map(
      personOf,
    );
    const [posts, delegations] = [await allPosts(queries), await allDelegations(queries, ground.clock())];
    return persons.map((person) => ({
      person,
      posts: posts.filter((p) => p.person === person.id),
      delegations: delegations.filter((d) => d.delegate === person.id),
    }));
  });

async function profileIn(queries: Queries, id: string, now: Date): Promise<Profile> {
  const [row] = await queries.rows(`SELECT ${PERSON_COLUMNS} FROM person p WHERE p.id = $1`, [id]);
  if (row === undefined) throw noPerson(id);
  return {
    person: personOf(row),
    posts: await postsOf(queries, id),
    delegations: await delegationsTo(queries, id, now),
  };
}

/** One person with open posts and delegations. Throws LZ7104. */
export const profile = (ground: Ground, id: string): Promise<Profile> =>
  ground.database.read((queries) => profileIn(queries, id, ground.clock()));
