import { Page } from "#components/shell/page.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export function NoSuchAlert() {
  return (
    <Page>
      <h1 className="display text-3xl">No such alert</h1>
      <p className="mt-3 max-w-prose text-lg text-muted">
        There is none by that id. What was resolved long ago is not kept for ever.
      </p>
      <div className="mt-6">
        <LinkButton href="/room/alerts" look="solid">
          Open the alerts
        </LinkButton>
      </div>
    </Page>
  );
}
