/** As a column can hold it: half of a character is none. */
export const jsonText = (value: unknown) => JSON.stringify(value).toWellFormed();
