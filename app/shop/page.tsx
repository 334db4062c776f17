import { permanentRedirect } from "next/navigation";

export default function ShopPage() {
  permanentRedirect("/shop/merch");
}
