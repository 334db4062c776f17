import { testCards } from "#lib/contract/test-cards.ts";
import type { CardDraft } from "./card-draft.ts";

/** One click fills the form. Their numbers are the test network's own, so nobody has to look for them. */
export function TestCards({ chosen, onFill }: { chosen: string; onFill: (card: CardDraft) => void }) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">Test cards</legend>
      <ul className="flex flex-wrap gap-2">
        {testCards.map(({ number, says }) => (
          <li key={number}>
            <button
              type="button"
              aria-pressed={number === chosen}
              onClick={() => onFill({ number, expiry: "12/34", cvc: "123" })}
              className="flex min-h-8 cursor-pointer items-center gap-2 rounded-md py-1 text-left border border-edge bg-panel px-2.5 text-sm text-cobalt transition-colors hover:border-cobalt hover:bg-cobalt-wash aria-pressed:border-ink aria-pressed:bg-chosen aria-pressed:text-ink"
            >
              <span className="figures text-xs">
                <span className="sr-only">Card ending in </span>
                {number.slice(-4)}
              </span>{" "}
              {says}
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
