/** A filter as programs write it. */
export interface Filter {
  name: string;
  values: string[];
}

/** The filters of EC2 for a function's arguments: its own filters, tags, and single values. */
export function ec2Filters(
  filters: Filter[] = [],
  tags: Record<string, string> = {},
  values: Record<string, string | undefined> = {},
) {
  const all = [
    ...filters.map(({ name, values }) => ({ Name: name, Values: values })),
    ...Object.entries(tags).map(([key, value]) => ({ Name: `tag:${key}`, Values: [value] })),
    ...Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [{ Name: name, Values: [value] }],
    ),
  ];
  return all.length === 0 ? undefined : all;
}

/** The only one of several; an error that says how many there are when that is not one. */
export function single<T>(found: T[] | undefined, what: string): T {
  const [only, ...others] = found ?? [];
  if (only === undefined || others.length > 0) {
    throw new Error(
      `${only === undefined ? "no" : (found ?? []).length} matching ${what} found, and one is needed`,
    );
  }
  return only;
}
