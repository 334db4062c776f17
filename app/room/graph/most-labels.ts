/** With more edges than this their numbers would push the nodes out of sight; only those in trouble are written. */
export const mostLabels = 60;
