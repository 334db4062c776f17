import { Kbd } from "#components/ui/kbd.tsx";
import { everyPage } from "./navigation.ts";

const everywhere: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ["Ctrl", "K"], does: "Find a page or an action (⌘ K on a Mac)" },
  { keys: ["?"], does: "Show these keys" },
  { keys: ["/"], does: "Go to the search field, where there is one" },
  { keys: ["Space"], does: "Pause or resume, where data is live" },
  { keys: ["Ctrl", "⇧", "X"], does: "In the control room: halt all faults (⌘ ⇧ X on a Mac)" },
  { keys: ["y"], does: "Copy the link to this page" },
  { keys: ["Esc"], does: "Close what is open" },
];

const inTraces: typeof everywhere = [
  { keys: ["j", "k"], does: "Go to the next or the previous trace" },
  { keys: ["Enter"], does: "Open it" },
  { keys: ["x"], does: "Pick it; two that are picked can be compared" },
];

/** What each does is in app/room/traces/[traceId]/trace-keys.ts. */
const inTrace: typeof everywhere = [
  { keys: ["j", "k"], does: "Go to the next or the previous row" },
  { keys: ["h", "l"], does: "Fold or unfold what is below a span; once more: go to its caller, or into it" },
  { keys: ["Enter"], does: "Open the row; what is open goes along with the next keys" },
  { keys: ["n", "p"], does: "Go to the next or the previous span found; without a search, the failed ones" },
  { keys: ["e", "⇧", "E"], does: "Go to the next failed span, with shift to the previous" },
  { keys: ["+", "-", "0"], does: "Show less of the time, more, or all of it" },
];

const inAlerts: typeof everywhere = [
  { keys: ["j", "k"], does: "Go to the next or the previous alert or group" },
  { keys: ["Enter"], does: "Open it; open or shut a group" },
  { keys: ["a"], does: "Acknowledge it, or all of a group" },
  { keys: ["s"], does: "Silence it, or what is like it" },
];

const inGraph: typeof everywhere = [
  { keys: ["↑", "↓", "←", "→"], does: "From the service that has the focus to the next one on that side" },
  { keys: [","], does: "See the graph as it was a minute earlier" },
  { keys: ["."], does: "In the past: see it a minute later, and at last now" },
];

const going = everyPage.map(({ label, section, goKey }) => ({
  keys: ["g", goKey],
  does: `Go to ${section}: ${label}`,
}));

export function KeyList({ heading = "h3" }: { heading?: "h2" | "h3" }) {
  return (
    <div className="grid gap-6">
      <Keys title="Everywhere" heading={heading} entries={everywhere} />
      <Keys title="Among traces" heading={heading} entries={inTraces} />
      <Keys title="In a trace" heading={heading} entries={inTrace} />
      <Keys title="In the graph" heading={heading} entries={inGraph} />
      <Keys title="Among alerts" heading={heading} entries={inAlerts} />
      <Keys title="Go to" heading={heading} entries={going} />
    </div>
  );
}

type Props = { title: string; heading: "h2" | "h3"; entries: typeof everywhere };

function Keys({ title, heading: Heading, entries }: Props) {
  return (
    <section>
      <Heading className="mb-1 text-sm font-medium text-muted">{title}</Heading>
      <dl>
        {entries.map(({ keys, does }) => (
          <div key={does} className="flex items-center gap-4 border-b border-line py-1.5 last:border-b-0">
            <dt className="flex w-28 shrink-0 gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
