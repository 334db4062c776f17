// A page is used only once it is alive: a key that comes before its script listens is lost, and a test would wait for what it does.
import type { Browser, BrowserContext, Locator, Page } from "@playwright/test";

/** One of our pages whose scripts may run, as `data-theme` tells, and which does not hear keys yet. Any other page never is. */
export function lifeless(page: Page): Locator {
  return page.locator("html[data-theme]:not([data-alive]) main");
}

/** From now on every page of every context waits: after it went somewhere, and before it is clicked or looked at. */
export function awaitLife(browser: Browser): () => void {
  const watchContext = (context: BrowserContext) => {
    for (const page of context.pages()) awaitLifeOf(page);
    context.on("page", awaitLifeOf);
  };
  for (const context of browser.contexts()) watchContext(context);
  browser.on("context", watchContext);
  return () => browser.off("context", watchContext);
}

function awaitLifeOf(page: Page) {
  const born = () => lifeless(page).waitFor({ state: "detached" });
  const { goto, reload, goBack, goForward } = page;
  const then = async <Answer>(going: Promise<Answer>, waitUntil: string | undefined): Promise<Answer> => {
    const answer = await going;
    if (waitUntil !== "commit") await born();
    return answer;
  };
  Object.assign(page, {
    goto: (...sent) => then(goto.apply(page, sent), sent[1]?.waitUntil),
    reload: (...sent) => then(reload.apply(page, sent), sent[0]?.waitUntil),
    goBack: (...sent) => then(goBack.apply(page, sent), sent[0]?.waitUntil),
    goForward: (...sent) => then(goForward.apply(page, sent), sent[0]?.waitUntil),
  } satisfies Partial<Page>);
  // A link or a form may lead to a new document as well. A page that is closed by now needs no handler.
  page.addLocatorHandler(lifeless(page), born, { noWaitAfter: true }).catch(() => {});
}
