const transform = {
  "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }],
};

const set = (name) => ({ displayName: name, testMatch: [`<rootDir>/tests/${name}/**/*.test.ts`], transform });

/** Unit, cli and lab tests need nothing but Node; the others need what `npm test` makes ready. */
module.exports = { projects: ["unit", "cli", "lab", "client", "integration"].map(set) };
