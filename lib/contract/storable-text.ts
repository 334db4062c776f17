// What PostgreSQL can hold as it is. JSON can bring a NUL, and half of a character that takes two units.

export const isStorable = (text: string) => !text.includes("\0") && text.isWellFormed();
export const unstorable = { error: "holds a NUL, or half of a character" };
