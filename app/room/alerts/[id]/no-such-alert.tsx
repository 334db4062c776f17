import { NothingThere } from "#components/shell/nothing-there.tsx";

export function NoSuchAlert() {
  return (
    <NothingThere title="No such alert" way={{ href: "/room/alerts", label: "Open the alerts" }}>
      There is none by that id. What was resolved long ago is not kept for ever.
    </NothingThere>
  );
}
