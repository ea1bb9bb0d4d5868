/** What the package shows of people. */
export { openPeople } from "./open.ts";
export type { People, PeopleOptions } from "./open.ts";
export type { Administration } from "./administration.ts";
export { makeKeyFile, readKeyFile } from "./key.ts";
export type { Key } from "./key.ts";
export { POLICY } from "./policy.ts";
export type { Limits, Policy } from "./policy.ts";
export { folderRoles } from "./roles.ts";
export type { FolderRole, FolderRoles } from "./roles.ts";
export { ADMINISTRATORS, CITY, DELEGATE, dutyOf, LEADER } from "./vocabulary.ts";
export type {
  AdministratorKind,
  Delegation,
  Duty,
  Person,
  Post,
  Scope,
  ScopeKind,
  Status,
} from "./vocabulary.ts";
export type { NewPerson, PersonChange } from "./persons.ts";
export type { NewPost } from "./posts.ts";
export type { NewDelegation } from "./delegations.ts";
export type { HandedOver, HandOver } from "./hand-over.ts";
export type { LinkKind, NewCredential, Setup, SetupLink } from "./links.ts";
export type { DemoPerson, FirstAdministrators } from "./installation.ts";
export type { SignIn, SignInAnswer } from "./sign-in.ts";
export type { For, NewSession, Session, SignedIn } from "./sessions.ts";
export type { OwnSession } from "./own-sessions.ts";
export type { ShutAddress } from "./shut-addresses.ts";
export type { PasswordChange } from "./account.ts";
export type { Refused } from "./refused.ts";
export type { Profile } from "./reading.ts";
export type { Derive, ScryptCost } from "./scrypt.ts";
export { NO_CITY_SYSTEMS } from "./sign-on/city.ts";
export type {
  AddressBook,
  AddressBookEntry,
  CitySystems,
  Identity,
  Pending,
  SignOn,
  Todo,
  TodoList,
} from "./sign-on/city.ts";
export { oidcSignOn } from "./sign-on/oidc.ts";
export type { OidcOptions } from "./sign-on/oidc.ts";
export { httpTodoList, SIGNATURE, signatureOf } from "./sign-on/http-todo.ts";
export type { HttpTodoOptions } from "./sign-on/http-todo.ts";
export { addressBookAway } from "./refusals.ts";
export { entriesIn, httpAddressBook } from "./sign-on/http-address-book.ts";
export type { HttpAddressBookOptions } from "./sign-on/http-address-book.ts";
export { memoryCity, memoryIdentity } from "./sign-on/memory.ts";
export type { MemoryCity } from "./sign-on/memory.ts";
export type { SignOnAnswer, SignOnBegun, SignOnReturn } from "./sign-on/linking.ts";
