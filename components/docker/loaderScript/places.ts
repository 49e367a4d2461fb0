/** Folder of the loader's container that the files to apply are uploaded into. */
export const inbox = "/loader";

/** Name of the server on the stack's own network. */
export const serverAlias = "secure-redis-server";
