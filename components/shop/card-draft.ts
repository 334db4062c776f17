// A card that is still being typed: how it is written, and what is wrong with it in words one can act on.

export type CardDraft = { number: string; expiry: string; cvc: string };
export type CardProblems = Readonly<Partial<Record<keyof CardDraft, string>>>;

export const emptyCard: CardDraft = { number: "", expiry: "", cvc: "" };

const mostDigits = 19;

export type Typed = { text: string; caret: number };

/** Fours, as embossed. The caret stays behind the digit that it was behind. */
export function writeNumber({ text, caret }: Typed): Typed {
  const before = digitsOf(text.slice(0, caret)).length;
  const digits = digitsOf(text).slice(0, mostDigits);
  return { text: inFours(digits), caret: inFours(digits.slice(0, before)).length };
}

/** `9` becomes `09/`, `1227` becomes `12/27`. A slash that was just deleted does not come back. */
export function writeExpiry({ text, caret }: Typed, before: string): Typed {
  const deleting = text.length < before.length;
  if (deleting || caret < text.length) return { text: text.slice(0, 7), caret };
  const typed = digitsOf(text);
  const digits = (/^[2-9]/.test(typed) || /^\d\s*\//.test(text) ? `0${typed}` : typed).slice(0, 4);
  const written = digits.length < 2 ? digits : `${digits.slice(0, 2)}/${digits.slice(2)}`;
  return { text: written, caret: written.length };
}

/** The schema is loaded for it: nobody who has not filled in a card needs it. */
export async function checkCard(draft: CardDraft): Promise<CardProblems> {
  const { Card } = await import("#lib/contract/order.ts");
  const checked = Card.safeParse(draft);
  if (checked.success) return {};
  return cardProblems(checked.error.issues.map(({ path }) => String(path[0])));
}

/** The server checks the same; its paths, `body.card.cvc`, say which field it means. */
export function cardProblems(paths: readonly string[]): CardProblems {
  const fields = paths.map((path) => path.replace(/^body\.card\./, ""));
  return Object.fromEntries(fields.filter(isField).map((field) => [field, problemWords[field]]));
}

const problemWords: Record<keyof CardDraft, string> = {
  number: "This is not a card number. Check it digit by digit.",
  expiry: "Month and year as on the card, such as 09/29.",
  cvc: "The three or four digits beside the signature.",
};

function isField(name: string): name is keyof CardDraft {
  return Object.hasOwn(problemWords, name);
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}

function inFours(digits: string): string {
  return digits.replace(/(\d{4})(?=\d)/g, "$1 ");
}
