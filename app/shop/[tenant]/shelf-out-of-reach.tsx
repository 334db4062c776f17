import { OutOfReach } from "#components/shell/out-of-reach.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export function ShelfOutOfReach({ again }: { again: string }) {
  return (
    <OutOfReach again={again} otherWay={<LinkButton href="/room">Open the control room</LinkButton>}>
      The products are in there, so this shop has nothing to show until it does. The control room still works
      and says whether its store can be reached.
    </OutOfReach>
  );
}
