/** Versions of everything that the lab builds or fetches. A change of any makes a new cache folder. */
export const versions = {
  engine: "3.274.1",
  languageHost: "3.68.0",
  docker: "5.2.0",
  random: "4.21.2",
} as const;

/** The AWS emulator and, of the packages that it may use, those that its ElastiCache needs. Nothing is built from them. */
export const emulatorVersions = { ministack: "1.5.33", docker: "7.2.0", cryptography: "50.0.2" } as const;
