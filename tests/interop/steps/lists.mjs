// Listing, the first step with every server.

/** A step that asks for one of the lists. */
export const readList = (method) => (s) => s.call(method);
