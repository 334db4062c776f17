import type { ComponentType, ReactNode } from "react";
import { answerNotFound } from "#lib/http/answer-not-found.ts";
import { NothingHere } from "./nothing-here.tsx";

/**
 * What `notFound()` means in a page, Next shows by a script only: without scripts the page would be empty. So it is caught
 * here, and what there is to say is the page.
 */
export function orNotFound<Props>(
  render: (props: Props) => Promise<ReactNode>,
  Body: ComponentType = NothingHere,
) {
  return async function PageOrNotFound(props: Props): Promise<ReactNode> {
    try {
      return await render(props);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      answerNotFound();
      return (
        <>
          <meta name="robots" content="noindex" />
          <Body />
        </>
      );
    }
  };
}

/** By what Next writes on it: errors are told apart by their code, for a module exists several times. */
function isNotFound(error: unknown): boolean {
  return error instanceof Error && "digest" in error && error.digest === "NEXT_HTTP_ERROR_FALLBACK;404";
}
