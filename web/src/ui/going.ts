/** A file on its way, or one that did not get there; in the order in which they were chosen. */
export interface Going {
  key: string;
  name: string;
  share: number;
  failed?: string;
}

/** What has arrived takes the place of those before it that did not: whoever chose it has read why. */
export function afterSuccess(list: readonly Going[], key: string): readonly Going[] {
  const at = list.findIndex((one) => one.key === key);
  return list.filter((one, index) => one.key !== key && !(one.failed !== undefined && index < at));
}
