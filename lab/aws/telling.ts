import { redact, secretTexts } from "./secrets";
import type { Values } from "./values";

/**
 * Runs a step; an error of it names the subject and what was done, and holds none of the secrets in `values`: neither
 * what is marked as one nor what stands under a `sensitive` name.
 */
export async function told<T>(
  label: string,
  sensitive: readonly string[] | undefined,
  doing: string,
  values: Values[],
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const secrets = values.flatMap((of) => secretTexts(of, sensitive));
    const { name, message } = error as Error;
    const code = name === "Error" ? "" : `${name}: `;
    throw new Error(redact(`${label}: ${doing}: ${code}${message}`, secrets));
  }
}
