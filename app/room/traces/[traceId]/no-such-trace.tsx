import { Page } from "#components/shell/page.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export function NoSuchTrace() {
  return (
    <Page className="md:py-8">
      <h1 className="display text-2xl">No such trace</h1>
      <p className="mt-3 max-w-prose text-muted">
        No span with this trace id is kept. A new trace arrives about a second after its request, so reload if
        it has only just happened; old ones are dropped by age and size. A trace id is 32 hexadecimal digits;
        two of them with three dots in between are a comparison.
      </p>
      <div className="mt-6">
        <LinkButton href="/room/traces" look="solid">
          Show the newest traces
        </LinkButton>
      </div>
    </Page>
  );
}
