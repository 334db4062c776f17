import { OutOfReach } from "#components/shell/out-of-reach.tsx";

export function StoreOutOfReach({ again }: { again: string }) {
  return (
    <OutOfReach again={again}>
      What is known of vendors is kept there. The jobs go on by themselves as soon as it answers again;
      nothing of what was known before is lost.
    </OutOfReach>
  );
}
