/** The words people are described with: states, duties, roles, scopes. */

/** invited: has never set a password. locked: by security administration. left: for good. */
export type Status = "invited" | "active" | "locked" | "left";

/** What all posts of a person are of: business, or one of the three administrations (三员). */
export type Duty = "none" | "business" | "system" | "security" | "audit";

export const ADMINISTRATORS = {
  system: "system_admin",
  security: "security_admin",
  audit: "audit_admin",
} as const;

export type AdministratorKind = keyof typeof ADMINISTRATORS;

// where no folder names roles, these two are known
/** A leader: tasks and papers bear the name, a delegate acts. Need not be able to sign in. */
export const LEADER = "leader";
/** 秘书、联络员: acts for leaders under the own name. */
export const DELEGATE = "leader_delegate";

const DUTIES: ReadonlyMap<string, Duty> = new Map([
  [ADMINISTRATORS.system, "system"],
  [ADMINISTRATORS.security, "security"],
  [ADMINISTRATORS.audit, "audit"],
]);

/** The duty a role belongs to. */
export const dutyOf = (role: string): Duty => DUTIES.get(role) ?? "business";

export const isAdministration = (duty: Duty): duty is AdministratorKind => duty in ADMINISTRATORS;

export const SCOPE_KINDS = ["city", "unit", "county", "park", "chain", "department", "enterprise"] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** Of what a post is: the whole city, or one unit of account, county, park, chain, department, or the own enterprise. */
export type Scope =
  | { readonly kind: "city" }
  | {
      readonly kind: Exclude<ScopeKind, "city">;
      /** Id of it in the definitions; of an enterprise its credit code. */
      readonly id: string;
    };

export const CITY: Scope = { kind: "city" };

export interface Person {
  readonly id: string;
  readonly name: string;
  /** Null: does not sign in. */
  readonly signInName: string | null;
  /** Id in the city's own sign-on, as the configured claim says it. */
  readonly externalId: string | null;
  readonly unit: string | null;
  readonly status: Status;
  readonly duty: Duty;
  readonly demo: boolean;
}

export interface Post {
  readonly id: string;
  readonly person: string;
  readonly role: string;
  readonly scope: Scope;
  readonly since: string;
  readonly endedAt: string | null;
}

/** 代办: `delegate` may act for `leader` as long as it is open and the post it rests on is held. */
export interface Delegation {
  readonly id: string;
  readonly leader: string;
  readonly delegate: string;
  readonly post: string;
  /** The paper it rests on: 文号 or a note. */
  readonly document: string;
  readonly since: string;
  readonly expiresAt: string | null;
  readonly endedAt: string | null;
}
