import { NothingThere } from "#components/shell/nothing-there.tsx";

export function NoSuchOrder() {
  return (
    <NothingThere title="No such order" way={{ href: "/shop/merch/orders", label: "See your orders" }}>
      This browser has bought nothing under that id. An order can only be seen by the browser that placed it.
    </NothingThere>
  );
}
