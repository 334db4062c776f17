// Many texts as one parameter. They are JSON texts, which hold no control character.
const mark = "\u0001";

/** The same in SQL, for `string_split`. */
export const textMark = "chr(1)";

export const joinTexts = (texts: readonly string[]) => texts.join(mark);
