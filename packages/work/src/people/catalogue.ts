/** The catalogue of what is refused about people. */
import type { CatalogueEntry } from "@lianzhang/kernel";

const entry = (code: string, title: string, example: string, mend: string): CatalogueEntry => ({
  code,
  severity: "error",
  title,
  example,
  mend,
});

export const peopleCatalogue: readonly CatalogueEntry[] = [
  entry(
    "LZ7101",
    "This is for another administrator",
    "system administration gives a post, or an administrator acts on somebody's behalf",
    "Ask the administrator the message names; administrators act in person.",
  ),
  entry(
    "LZ7102",
    "Duties that must stay apart",
    "an audit administrator is to become system administrator, or to hold a business post",
    "System, security and audit administration are three different people without business posts: choose another person.",
  ),
  entry(
    "LZ7103",
    "A name that cannot be taken",
    "a sign-in name that somebody has, or one with a blank",
    "Choose another: 2 to 64 letters, digits, dots, hyphens and underscores.",
  ),
  entry(
    "LZ7104",
    "No such person, or not in this state",
    "a link for somebody who has left, a name that was never entered",
    "Look at the person's record.",
  ),
  entry(
    "LZ7105",
    "The last administrator of a kind",
    "the only security administrator is to be locked",
    "Appoint a successor who has signed in once, then do it again.",
  ),
  entry(
    "LZ7106",
    "A post that cannot be given or ended",
    "a post the person holds already, a scope without an id",
    "Look at the posts of the person.",
  ),
  entry(
    "LZ7107",
    "The administrators are there already",
    "the command for the first three is given a second time",
    "System administration adds people, security administration gives posts; for an administrator whose link was lost there is a command of its own.",
  ),
  entry(
    "LZ7108",
    "Demo people and production in one installation",
    "demo users are asked for where the installation is marked as production, or without the switch",
    "Make another installation for the demo.",
  ),
  entry(
    "LZ7111",
    "The key file cannot be used",
    "it is missing, is not a key, or other users may read it",
    "Restore it from its backup with mode 0600. It is never made anew by itself: without it second factors are lost.",
  ),
  entry(
    "LZ7112",
    "What is sealed does not open with this key file",
    "the key file of another installation, or an altered row",
    "Use the key file this installation was made with.",
  ),
  entry(
    "LZ7121",
    "A set-up link that is not valid",
    "used, expired, replaced by a newer one, or mistyped",
    "Ask security administration for a new one.",
  ),
  entry(
    "LZ7122",
    "The password is refused",
    "too short, a run of keys, a common one, or with the sign-in name in it",
    "Use a longer one, of a few words that have nothing to do with each other.",
  ),
  entry(
    "LZ7123",
    "The code is not right",
    "a code of another minute, or one that was used already",
    "Check the telephone's clock and wait for the next code.",
  ),
  entry("LZ7124", "The present password is not right", "a slip while changing it", "Type it again."),
  entry(
    "LZ7125",
    "Too many tries",
    "five wrong codes while setting a new password",
    "Wait until the time the message names, or ask security administration to unlock.",
  ),
  entry(
    "LZ7131",
    "Not signed in",
    "half an hour without a request, a password changed elsewhere",
    "Sign in again; drafts are kept.",
  ),
  entry(
    "LZ7132",
    "Not a delegate of this leader",
    "the delegation has ended, or the post it rests on was handed over",
    "Ask security administration to enter the delegation.",
  ),
  entry(
    "LZ7133",
    "A delegation that cannot be entered",
    "the delegate holds no delegate post, the person acted for holds no leader post, the end lies in the past",
    "Look at both posts and the date it ends.",
  ),
  entry(
    "LZ7134",
    "A hand-over that cannot be done",
    "to oneself, to somebody who has left, of a post that has ended",
    "Look at both persons and the posts; nothing was handed over.",
  ),
  entry(
    "LZ7135",
    "No such session of one's own",
    "it ended meanwhile, by itself or on another page",
    "Reload the page: it lists the sessions that are open.",
  ),
  entry(
    "LZ7141",
    "The city's sign-on cannot be used",
    "its address does not answer, or is not https",
    "Check address, client id and certificate; signing in with a password goes on.",
  ),
  entry(
    "LZ7142",
    "The sign-on did not succeed",
    "the answer belongs to another browser, came too late, or lacks the configured claim",
    "Start again; when it stays, the operator of the sign-on looks at the claim the message names.",
  ),
  entry(
    "LZ7151",
    "The city's to-do list cannot be used",
    "its address does not answer with 2xx, or is not https",
    "Check TODO_URL and TODO_SECRET; what could not be sent is kept and sent again, nothing is lost.",
  ),
  entry(
    "LZ7152",
    "The city's address book cannot be used",
    "its address does not answer, an entry has no name, a column of the CSV file is missing",
    "Check ADDRESS_BOOK and what the message names; people can be entered by hand meanwhile.",
  ),
];
