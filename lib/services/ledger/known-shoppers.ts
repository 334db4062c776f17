// The people who come to the shop by themselves. They are the same in every installation, so that any seed finds them.
import { keyedRandom } from "#lib/kernel/random.ts";
import { declinedCardEnding } from "../contracts.ts";
import { composeSession } from "../session-token.ts";
import type { KnownShopper } from "./types.ts";

export type Visitor = KnownShopper & { cardEnding: string };

const howMany = 300;
const merchShare = 0.7;
const declinedCardShare = 0.02;

const givenNames = [
  "Ada",
  "Aisha",
  "Bao",
  "Carmen",
  "Dmitri",
  "Elif",
  "Femi",
  "Greta",
  "Hugo",
  "Ines",
  "Jonas",
  "Keiko",
  "Liam",
  "Mira",
  "Noor",
  "Oskar",
  "Priya",
  "Quentin",
  "Rosa",
  "Sven",
  "Tomás",
  "Uma",
  "Viktor",
  "Wanda",
  "Yusuf",
  "Zoe",
] as const;
const familyNames = [
  "Adeyemi",
  "Bauer",
  "Castro",
  "Dubois",
  "Eriksen",
  "Fontana",
  "Gupta",
  "Haddad",
  "Ito",
  "Jansen",
  "Kowalski",
  "Lindqvist",
  "Moreau",
  "Novak",
  "Okafor",
  "Petrov",
  "Rossi",
  "Silva",
  "Tanaka",
  "Weber",
] as const;

export const knownShoppers: readonly Visitor[] = Array.from({ length: howMany }, (_, index) => {
  const id = `shopper-${String(index + 1).padStart(3, "0")}`;
  const dice = keyedRandom("known shoppers", id);
  const given = dice.pick(givenNames);
  const family = dice.pick(familyNames);
  const plain = (name: string) => name.normalize("NFD").replace(/[^A-Za-z]/g, "");
  return {
    id,
    tenant: dice.chance(merchShare) ? "merch" : "coupons",
    name: `${given} ${family}`,
    email: `${plain(given)}.${plain(family)}.${index + 1}@example.com`.toLowerCase(),
    session: composeSession(id, 1),
    cardEnding: dice.chance(declinedCardShare) ? declinedCardEnding : anyCardEnding(dice.integer(10_000)),
  };
});

function anyCardEnding(number: number): string {
  const ending = String(number).padStart(4, "0");
  return ending === declinedCardEnding ? "4242" : ending;
}
