/** People as the rest of the program uses them: the functions of this folder over one database, key and clock. */
import { changePassword } from "./account.ts";
import type { Administration } from "./administration.ts";
import { administration } from "./administration.ts";
import type { Bound } from "./bound.ts";
import { binder } from "./bound.ts";
import { enterAsDemo } from "./demo-session.ts";
import type { Ground } from "./ground.ts";
import {
  administratorLink,
  isProduction,
  makeDemoPeople,
  markProductionHere,
  setUpAdministrators,
} from "./installation.ts";
import type { Key } from "./key.ts";
import { finishLink, readLink } from "./links.ts";
import { endOwnSession, ownSessions } from "./own-sessions.ts";
import { shutAddresses } from "./shut-addresses.ts";
import type { Policy } from "./policy.ts";
import { POLICY } from "./policy.ts";
import { listPeople, profile, profiles } from "./reading.ts";
import { tellRefused } from "./refused.ts";
import type { FolderRoles } from "./roles.ts";
import type { Derive } from "./scrypt.ts";
import { deriveKey } from "./scrypt.ts";
import { act, heldBy, renew, signOut, signOutEverywhere, whoIs } from "./sessions.ts";
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
    /** Administration by a route: each change holds the session until COMMIT. */
    administering(token: string): Administration;
    readonly changePassword: Bound<typeof changePassword>;
    readonly renew: Bound<typeof renew>;
    readonly signOut: Bound<typeof signOut>;
    readonly ownSessions: Bound<typeof ownSessions>;
    readonly endOwnSession: Bound<typeof endOwnSession>;
    readonly signOutEverywhere: Bound<typeof signOutEverywhere>;
  };
  /** By a program or a test, without a session; routes take `session.administering`. */
  readonly system: Administration["system"];
  readonly security: Administration["security"];
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
    readonly shutAddresses: Bound<typeof shutAddresses>;
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
  const on = binder(ground);
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
      administering: (token) => administration(heldBy(ground, token)),
      changePassword: on(changePassword),
      renew: on(renew),
      signOut: on(signOut),
      ownSessions: on(ownSessions),
      endOwnSession: on(endOwnSession),
      signOutEverywhere: on(signOutEverywhere),
    },
    ...administration(ground),
    gate: { tellRefused: on(tellRefused), tidy: on(tidy) },
    reading: {
      list: on(listPeople),
      profile: on(profile),
      profiles: on(profiles),
      shutAddresses: on(shutAddresses),
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
