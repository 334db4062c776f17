// The cart of one shop in this tab. The server's cart is the truth; clicks are shown at once, sent one after the
// other, and taken back when the server refuses them.
import { createStore } from "zustand/vanilla";
import type { Answer, Failure } from "#components/shell/ask-server.ts";
import { type Cause, currentCause } from "#components/telemetry/cause.ts";
import type { Cart } from "#lib/contract/cart.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import { applyIntent, type CartIntent, emptyCart, isSameWish, replaces, requestFor } from "./cart-state.ts";
import type { SentRequest } from "./request-as-code.ts";

type Step = {
  intent: CartIntent;
  attempt: number;
  /** Clicked with the keyboard: the focus is where the reader works, and may be led to what went wrong. */
  byKey: boolean;
  /** Kept, because a click may wait for the one before. */
  cause: Cause | undefined;
};
export type CartReceipt = Step & { failure: Failure; state: "failed" | "trying" | "mended" };

export type CartState = {
  tenant: Tenant;
  /** Undefined while it is not known, because the server could not say. */
  confirmed: Cart | undefined;
  /** In the order of the clicks; the first is under way. */
  waiting: readonly Step[];
  receipt: CartReceipt | undefined;
  /** By sku: why the shop, which works as it should, said no. */
  refusals: Readonly<Record<string, string>>;
  /** The last thing that worked, for those who do not see the number change. */
  news: string;
};

export type CartStore = ReturnType<typeof createCartStore>;

type Given = {
  tenant: Tenant;
  confirmed: Cart | undefined;
  ask: (request: SentRequest | { method: "GET"; path: string }, cause?: Cause) => Promise<Answer<Cart>>;
};

export function createCartStore({ tenant, confirmed, ask }: Given) {
  const store = createStore<CartState>(() => ({
    tenant,
    confirmed,
    waiting: [],
    receipt: undefined,
    refusals: {},
    news: "",
  }));
  const heard = new Set<(cart: Cart) => void>();

  function wish(intent: CartIntent, { byKey = false } = {}) {
    const { waiting, receipt, refusals } = store.getState();
    const again = receipt?.state === "failed" && isSameWish(receipt.intent, intent);
    const step = { intent, attempt: again ? receipt.attempt + 1 : 1, byKey, cause: currentCause() };
    const [underWay, ...later] = waiting;
    const kept = later.filter((each) => !replaces(intent, each.intent));
    store.setState({
      waiting: [...(underWay ? [underWay] : []), ...kept, step],
      refusals: without(refusals, intent.product.sku),
      ...(again ? { receipt: { ...receipt, ...step, state: "trying" } } : {}),
    });
    if (!underWay) void work();
  }

  async function work() {
    for (let step = store.getState().waiting[0]; step; step = store.getState().waiting[0]) {
      const answer = await ask(requestFor(tenant, step.intent), step.cause);
      const waiting = store.getState().waiting.slice(1);
      if (answer.ok) {
        store.setState((state) => ({ waiting, confirmed: answer.data, ...mended(state, step) }));
        for (const tell of heard) tell(answer.data);
      } else {
        store.setState((state) => ({ waiting, ...broken(state, step, answer.failure) }));
        await refresh();
      }
    }
  }

  /** Asks the server what is in the cart; what was clicked meanwhile stays on top. Returns why it could not say. */
  async function refresh(): Promise<Failure | undefined> {
    const answer = await ask({ method: "GET", path: `/api/cart?tenant=${tenant}` });
    if (!answer.ok) return answer.failure;
    store.setState({ confirmed: answer.data });
    for (const tell of heard) tell(answer.data);
    return undefined;
  }

  return {
    ...store,
    wish,
    refresh,
    /** Another tab heard it from the server. */
    take: (cart: Cart) => cart.tenant === tenant && store.setState({ confirmed: cart }),
    /** Calls back with every cart that the server answered. Returns how to stop that. */
    onAnswer(tell: (cart: Cart) => void) {
      heard.add(tell);
      return () => void heard.delete(tell);
    },
    closeReceipt: () => store.setState({ receipt: undefined }),
  };
}

/** What the reader sees: the server's cart with every click on top. */
export function shownCart({ tenant, confirmed, waiting }: CartState): Cart | undefined {
  if (!confirmed && waiting.length === 0) return undefined;
  return waiting.reduce((cart, { intent }) => applyIntent(cart, intent), confirmed ?? emptyCart(tenant));
}

const done = { add: "is in the cart", set: "changed", remove: "removed" };

function mended({ receipt }: CartState, { intent, attempt, byKey }: Step): Partial<CartState> {
  const news = `${intent.product.name}: ${done[intent.kind]}.`;
  if (!receipt || attempt === 1 || !isSameWish(receipt.intent, intent)) return { news };
  return { news, receipt: { ...receipt, attempt, byKey, state: "mended" } };
}

/** The shop saying no is not the shop failing: that is said at the product, without a receipt. */
function broken({ receipt, refusals }: CartState, step: Step, failure: Failure): Partial<CartState> {
  const { intent } = step;
  const { status = 0 } = failure;
  if (status < 400 || status >= 500 || status === 429)
    return { receipt: { ...step, failure, state: "failed" } };
  const tried = receipt?.state === "trying" && isSameWish(receipt.intent, intent);
  return {
    refusals: { ...refusals, [intent.product.sku]: failure.detail },
    ...(tried ? { receipt: undefined } : {}),
  };
}

function without(refusals: CartState["refusals"], sku: string): CartState["refusals"] {
  return Object.fromEntries(Object.entries(refusals).filter(([key]) => key !== sku));
}
