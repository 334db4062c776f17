export const mostOfOneProduct = 99;
/** Different products in one cart; an order takes as many lines. */
export const mostCartLines = 20;
