import { OutOfReach } from "#components/shell/out-of-reach.tsx";

export function BoardOutOfReach({ again }: { again: string }) {
  return (
    <OutOfReach again={again}>
      Alerts, silences and notifications are kept there. Alerts are watched again as soon as it answers;
      nothing is lost.
    </OutOfReach>
  );
}
