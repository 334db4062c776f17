// Schemas, loaded with the first question: what reads answers is a tenth of what a shop page would load at first.

export const cartShape = () => import("#lib/contract/cart.ts").then(({ Cart }) => Cart);
export const orderShape = () => import("#lib/contract/order.ts").then(({ Order }) => Order);
export const checkoutStateShape = () =>
  import("#lib/contract/order.ts").then(({ CheckoutState }) => CheckoutState);
export const flashSaleShape = () => import("#lib/contract/flash-sale.ts").then(({ FlashSale }) => FlashSale);
export const flashLoadResultShape = () =>
  import("#lib/contract/flash-sale.ts").then(({ FlashLoadResult }) => FlashLoadResult);
