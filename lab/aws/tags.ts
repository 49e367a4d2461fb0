type Tags = Record<string, string>;

/** A tag as most AWS services write it. */
export interface Tag {
  Key?: string;
  Value?: string;
}

/** Tags as a list, undefined when there are none: AWS refuses some empty lists. */
export function tagList(tags: Tags | undefined): { Key: string; Value: string }[] | undefined {
  const list = Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  return list.length === 0 ? undefined : list;
}

/** Tags by key; those that AWS itself sets are left out. */
export function tagMap(tags: Tag[] | undefined): Tags {
  return Object.fromEntries(
    (tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]).filter(([key]) => !key?.startsWith("aws:")),
  );
}

/** What turns one set of tags into another: tags to put, and keys to take away; each undefined when it is empty. */
export function tagChange(olds: unknown, news: Tags = {}) {
  const before = (olds ?? {}) as Tags;
  const removed = Object.keys(before).filter((key) => !(key in news));
  return {
    put: tagList(Object.fromEntries(Object.entries(news).filter(([key, value]) => before[key] !== value))),
    remove: removed.length === 0 ? undefined : removed,
  };
}
