/** Sign-on by OpenID Connect: authorisation code with PKCE, state and nonce. */
import * as oidc from "openid-client";
import { WorkError } from "../../errors.ts";
import { signOnAway, signOnRefused } from "../refusals.ts";
import type { Identity, Pending, SignOn } from "./city.ts";
import { cityAddress } from "./city-address.ts";

export interface OidcOptions {
  /** Address of the provider; https, or http on this machine itself. */
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a public client. */
  readonly clientSecret: string | null;
  /** Address of this product the browser comes back to, as registered with the provider. */
  readonly redirectUri: string;
  /** Claim that holds the id of a person, as `employee_number`. */
  readonly claim: string;
  readonly scope?: string;
}

const addressOf = (issuer: string): URL => cityAddress(issuer, (error) => signOnAway(issuer, error));

async function discovered({ issuer, clientId, clientSecret }: OidcOptions): Promise<oidc.Configuration> {
  const url = addressOf(issuer);
  // the signature of the identity token too, not only the connection it came over
  const execute = [oidc.enableNonRepudiationChecks];
  if (url.protocol === "http:") execute.push(oidc.allowInsecureRequests);
  const auth = clientSecret === null ? oidc.None() : oidc.ClientSecretBasic(clientSecret);
  try {
    return await oidc.discovery(url, clientId, {}, auth, { execute, timeout: 10 });
  } catch (error) {
    throw signOnAway(issuer, error);
  }
}

/** A claim as a text; null when it is not there, or is an e-mail address nobody has verified. */
function claimIn(claims: oidc.IDToken | oidc.UserInfoResponse, claim: string): string | null {
  if (claim === "email" && claims["email_verified"] !== true) return null;
  const value = claims[claim];
  return typeof value === "string" && value !== "" ? value : null;
}

async function identityOf(
  config: oidc.Configuration,
  { claim }: OidcOptions,
  tokens: Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>,
): Promise<Identity> {
  const claims = tokens.claims();
  if (claims === undefined) throw signOnRefused("没有身份令牌", "there is no identity token");
  const externalId =
    claimIn(claims, claim) ??
    claimIn(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub), claim);
  if (externalId === null) throw signOnRefused(`缺少属性 ${claim}`, `the claim ${claim} is missing`);
  return { issuer: claims.iss, subject: claims.sub, externalId };
}

const TIMEOUT = "OAUTH_TIMEOUT";

/** Whether the one who signs on can do it again, or whoever set the sign-on up has to look. */
function translated(error: unknown, issuer: string): unknown {
  if (error instanceof WorkError) return error;
  const answered =
    error instanceof oidc.AuthorizationResponseError ||
    (error instanceof oidc.ResponseBodyError && error.error === "invalid_grant") ||
    (error instanceof oidc.ClientError && error.code !== TIMEOUT);
  return answered
    ? signOnRefused("对方的回答未通过核对", "the answer did not pass the checks", error)
    : signOnAway(issuer, error);
}

class OidcSignOn implements SignOn {
  readonly #options: OidcOptions;
  #config: Promise<oidc.Configuration> | null = null;

  constructor(options: OidcOptions) {
    this.#options = options;
  }

  /** Found once; a provider that is away now is asked again the next time. */
  #found(): Promise<oidc.Configuration> {
    this.#config ??= discovered(this.#options).catch((error: unknown) => {
      this.#config = null;
      throw error;
    });
    return this.#config;
  }

  async begin({ state, nonce, verifier }: Pending): Promise<URL> {
    const { redirectUri, scope } = this.#options;
    return oidc.buildAuthorizationUrl(await this.#found(), {
      redirect_uri: redirectUri,
      scope: scope ?? "openid profile",
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
  }

  async finish({ state, nonce, verifier }: Pending, cameBackTo: URL): Promise<Identity> {
    const config = await this.#found();
    // the address as registered: what stands before a proxy must not matter
    const here = new URL(this.#options.redirectUri);
    here.search = cameBackTo.search;
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
    try {
      const tokens = await oidc.authorizationCodeGrant(config, here, { ...checks, idTokenExpected: true });
      return await identityOf(config, this.#options, tokens);
    } catch (error) {
      throw translated(error, this.#options.issuer);
    }
  }
}

/** The sign-on of a provider; it is asked for its configuration when the first person signs on. */
export const oidcSignOn = (options: OidcOptions): SignOn => new OidcSignOn(options);
