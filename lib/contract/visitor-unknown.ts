/** The `code` of a refusal that brings a visitor's cookie: sent again with it, the same purchase goes through. */
export const visitorUnknown = "visitor_unknown";
