/** Where a request comes from, in words for the chain and for doors. */

/**
 * Network address of whoever asks. A browser that has already hung up has none any more (the socket forgets it, whatever
 * the types say); what is told of its request must still be told.
 */
export const clientAddress = ({ ip }: { readonly ip?: string | undefined }): string => ip ?? "unknown";
