import { describe, expect, test } from "vitest";
import { createFeed } from "./feed.ts";
import { createStockFeed } from "./stock-feed.ts";

function openStock() {
  const feed = createFeed("stock", "epoch-1");
  const errors: unknown[] = [];
  const questions: PromiseWithResolvers<ReadonlyMap<string, number>>[] = [];
  const stock = createStockFeed({
    feed,
    read: () => {
      const question = Promise.withResolvers<ReadonlyMap<string, number>>();
      questions.push(question);
      return question.promise;
    },
    log: { exception: (_message, error) => void errors.push(error) },
  });
  const answer = (nth: number, stock: Record<string, number>) =>
    questions[nth]?.resolve(new Map(Object.entries(stock)));
  return { feed, errors, questions, stock, answer };
}

describe("the feed of the stock", () => {
  test("has what the database has, and nothing that is no longer there", async () => {
    const { feed, stock, answer } = openStock();
    const first = stock.refresh();
    answer(0, { cable: 3, sale_1: 10 });
    await first;
    expect(feed.snapshot().entries).toEqual({ cable: 3, sale_1: 10 });
    const second = stock.refresh();
    answer(1, { cable: 2 });
    await second;
    expect(feed.snapshot().entries).toEqual({ cable: 2 });
    expect(feed.takeDelta()).toMatchObject({ changed: { cable: 2 }, removed: ["sale_1"] });
  });

  test("asks one question at a time, and once more for all who came meanwhile", async () => {
    const { feed, questions, stock, answer } = openStock();
    const first = stock.refresh();
    const later = [stock.refresh(), stock.refresh(), stock.refresh()];
    expect(questions).toHaveLength(1);
    answer(0, { cable: 3 });
    await first;
    await expect.poll(() => questions.length).toBe(2);
    answer(1, { cable: 1 });
    await Promise.all(later);
    expect(feed.snapshot().entries).toEqual({ cable: 1 });
    expect(questions).toHaveLength(2);
  });

  test("keeps what it knew while the database is away, says so once, and goes on when it is back", async () => {
    const { feed, errors, questions, stock, answer } = openStock();
    const first = stock.refresh();
    answer(0, { cable: 3 });
    await first;
    for (const nth of [1, 2]) {
      const refreshed = stock.refresh();
      questions[nth]?.reject(new Error("connection lost"));
      await refreshed;
    }
    expect(feed.snapshot().entries).toEqual({ cable: 3 });
    expect(errors).toHaveLength(1);
    const back = stock.refresh();
    answer(3, { cable: 2 });
    await back;
    expect(feed.snapshot().entries).toEqual({ cable: 2 });
  });
});
