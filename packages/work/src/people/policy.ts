/** The parameters of signing in: what a city may set, and what it gets when it sets nothing. Times in milliseconds. */
import type { ScryptCost } from "./scrypt.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Tries let through before the door closes for `window`, then twice as long, at most `longest`. */
export interface Limits {
  readonly tries: number;
  readonly window: number;
  readonly longest: number;
}

export interface Policy {
  readonly password: {
    /** Characters. */
    readonly shortest: number;
    /** Words refused beside the built-in ones: the city, the bureau, the product. */
    readonly refused: readonly string[];
    /** Cost of a hash made now; older ones are raised at the next sign-in. */
    readonly cost: ScryptCost;
  };
  readonly account: Limits;
  /** Whole offices come from one address. */
  readonly address: Limits;
  /** Refusals of one person or address that are told one by one; the rest is counted and told together. */
  readonly refused: Limits;
  readonly session: {
    /** Signed out after this long without a request. */
    readonly idle: number;
    /** Signed out after this long whatever happens. */
    readonly longest: number;
    /** A request is noted at most this often. */
    readonly noted: number;
  };
  /** A set-up link that nobody used ends. */
  readonly link: number;
  /** A sign-on that nobody came back from ends. */
  readonly signOn: number;
  /** Name of the installation in an authenticator app. */
  readonly issuer: string;
}

export const POLICY: Policy = {
  password: { shortest: 12, refused: [], cost: { N: 32_768, r: 8, p: 3 } },
  account: { tries: 5, window: 15 * MINUTE, longest: 24 * HOUR },
  address: { tries: 50, window: 15 * MINUTE, longest: 4 * HOUR },
  refused: { tries: 10, window: 15 * MINUTE, longest: 4 * HOUR },
  session: { idle: 30 * MINUTE, longest: 12 * HOUR, noted: MINUTE },
  link: 72 * HOUR,
  signOn: 10 * MINUTE,
  issuer: "lianzhang",
};
