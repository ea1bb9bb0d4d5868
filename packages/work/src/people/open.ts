/** People as the rest of the program uses them: the functions of this folder over one database, key and clock. */
import { changePassword } from "./account.ts";
import { delegate, endDelegation } from "./delegations.ts";
import { enterAsDemo } from "./demo-session.ts";
import type { Ground } from "./ground.ts";
import { handOver } from "./hand-over.ts";
import {
  administratorLink,
  isProduction,
  makeDemoPeople,
  markProduction,
  markProductionHere,
  setUpAdministrators,
} from "./installation.ts";
import type { Key } from "./key.ts";
import { finishLink, makeLink, readLink } from "./links.ts";
import { leave, lock, unlock, unlockAddress } from "./locking.ts";
import { addPerson, changePerson } from "./persons.ts";
import type { Policy } from "./policy.ts";
import { POLICY } from "./policy.ts";
import { endPost, givePost } from "./posts.ts";
import { listPeople, profile, profiles } from "./reading.ts";
import { tellRefused } from "./refused.ts";
import type { FolderRoles } from "./roles.ts";
import type { Derive } from "./scrypt.ts";
import { deriveKey } from "./scrypt.ts";
import { act, renew, signOut, signOutEverywhere, whoIs } from "./sessions.ts";
import { signIn } from "./sign-in.ts";
import { beginSignOn, finishSignOn } from "./sign-on/linking.ts";
import { tidy } from "./tidy.ts";
import { viewerOf } from "./viewing.ts";
import type { Clock, RandomBytes } from "../database/sources.ts";
import type { Work } from "../open.ts";

export interface PeopleOptions {
  readonly work: Pick<Work, "database" | "trail">;
  readonly key: Key;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly policy?: Policy;
  /** Roles of the decision folder (`folderRoles`); absent: posts may be given of any role. */
  readonly roles?: FolderRoles;
  /** scrypt; another one in tests. */
  readonly derive?: Derive;
}

/** A function of this folder without its ground. */
type Bound<F> = F extends (ground: Ground, ...rest: infer A) => infer R ? (...rest: A) => R : never;

export interface People {
  /** For those who are not signed in. */
  readonly door: {
    readonly signIn: Bound<typeof signIn>;
    readonly readLink: Bound<typeof readLink>;
    readonly finishLink: Bound<typeof finishLink>;
    /** One click, for demo people only. */
    readonly enterAsDemo: Bound<typeof enterAsDemo>;
    readonly beginSignOn: Bound<typeof beginSignOn>;
    readonly finishSignOn: Bound<typeof finishSignOn>;
  };
  /** For those who are, by the token of their session. */
  readonly session: {
    readonly whoIs: Bound<typeof whoIs>;
    /** Who looks or acts, with every post that counts. */
    readonly viewerOf: Bound<typeof viewerOf>;
    /** Every change anybody makes goes through here. */
    act<T>(...rest: Parameters<Bound<typeof act<T>>>): Promise<T>;
    readonly changePassword: Bound<typeof changePassword>;
    readonly renew: Bound<typeof renew>;
    readonly signOut: Bound<typeof signOut>;
    readonly signOutEverywhere: Bound<typeof signOutEverywhere>;
  };
  /** System administration. */
  readonly system: {
    readonly addPerson: Bound<typeof addPerson>;
    readonly changePerson: Bound<typeof changePerson>;
    readonly leave: Bound<typeof leave>;
    readonly markProduction: Bound<typeof markProduction>;
  };
  /** Security administration. */
  readonly security: {
    readonly makeLink: Bound<typeof makeLink>;
    readonly givePost: Bound<typeof givePost>;
    readonly endPost: Bound<typeof endPost>;
    readonly delegate: Bound<typeof delegate>;
    readonly endDelegation: Bound<typeof endDelegation>;
    readonly handOver: Bound<typeof handOver>;
    readonly lock: Bound<typeof lock>;
    readonly unlock: Bound<typeof unlock>;
    readonly unlockAddress: Bound<typeof unlockAddress>;
  };
  /** For the server itself, about requests. */
  readonly gate: {
    readonly tellRefused: Bound<typeof tellRefused>;
    readonly tidy: Bound<typeof tidy>;
  };
  /** For pages of administration; who may see them is for the caller to check. */
  readonly reading: {
    readonly list: Bound<typeof listPeople>;
    readonly profile: Bound<typeof profile>;
    readonly profiles: Bound<typeof profiles>;
    readonly isProduction: Bound<typeof isProduction>;
  };
  /** For the command line of the installation, never for a request. */
  readonly console: {
    readonly setUpAdministrators: Bound<typeof setUpAdministrators>;
    readonly administratorLink: Bound<typeof administratorLink>;
    readonly makeDemoPeople: Bound<typeof makeDemoPeople>;
    readonly markProduction: Bound<typeof markProductionHere>;
  };
}

/** People over an open database. */
export function openPeople({ work, key, clock, random, policy, derive, roles }: PeopleOptions): People {
  const { database, trail } = work;
  const ground: Ground = {
    database,
    trail,
    key,
    clock,
    random,
    policy: policy ?? POLICY,
    derive: derive ?? deriveKey,
    roles: roles ?? null,
  };
  const on =
    <A extends readonly unknown[], R>(f: (ground: Ground, ...rest: A) => R) =>
    (...rest: A): R =>
      f(ground, ...rest);
  return {
    door: {
      signIn: on(signIn),
      readLink: on(readLink),
      finishLink: on(finishLink),
      enterAsDemo: on(enterAsDemo),
      beginSignOn: on(beginSignOn),
      finishSignOn: on(finishSignOn),
    },
    session: {
      whoIs: on(whoIs),
      viewerOf: on(viewerOf),
      act: (token, why, deeds) => act(ground, token, why, deeds),
      changePassword: on(changePassword),
      renew: on(renew),
      signOut: on(signOut),
      signOutEverywhere: on(signOutEverywhere),
    },
    system: {
      addPerson: on(addPerson),
      changePerson: on(changePerson),
      leave: on(leave),
      markProduction: on(markProduction),
    },
    security: {
      makeLink: on(makeLink),
      givePost: on(givePost),
      endPost: on(endPost),
      delegate: on(delegate),
      endDelegation: on(endDelegation),
      handOver: on(handOver),
      lock: on(lock),
      unlock: on(unlock),
      unlockAddress: on(unlockAddress),
    },
    gate: { tellRefused: on(tellRefused), tidy: on(tidy) },
    reading: {
      list: on(listPeople),
      profile: on(profile),
      profiles: on(profiles),
      isProduction: on(isProduction),
    },
    console: {
      setUpAdministrators: on(setUpAdministrators),
      administratorLink: on(administratorLink),
      makeDemoPeople: on(makeDemoPeople),
      markProduction: on(markProductionHere),
    },
  };
}
