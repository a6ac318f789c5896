import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Draft } from './drafts';
import type { OutboxEntry } from './outbox';

// What the portal keeps on the device for one association: one database a slug, so that wiping is one call.
interface DeviceSchema extends DBSchema {
  outbox: { key: string; value: OutboxEntry };
  drafts: { key: string; value: Draft };
}
export type DeviceStore = IDBPDatabase<DeviceSchema>;

const opened = new Map<string, Promise<DeviceStore>>();
const nameOf = (association: string): string => `sila.${association}`;

export function openStore(association: string): Promise<DeviceStore> {
  let store = opened.get(association);
  if (!store) {
    store = openDB<DeviceSchema>(nameOf(association), 1, {
      upgrade(database) {
        database.createObjectStore('outbox', { keyPath: 'id' });
        database.createObjectStore('drafts', { keyPath: 'kind' });
      },
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close();
        opened.delete(association);
      },
    });
    store.catch(() => opened.delete(association));
    opened.set(association, store);
  }
  return store;
}

/** Everything personal that this association's portal has put on the device: at sign-out and on a quick exit. */
export async function wipeDevice(association: string): Promise<void> {
  const store = opened.get(association);
  opened.delete(association);
  for (const storage of [sessionStorage, localStorage]) {
    for (const key of Object.keys(storage)) if (key.startsWith(`${nameOf(association)}.`)) storage.removeItem(key);
  }
  (await store?.catch(() => undefined))?.close();
  await deleteDB(nameOf(association));
}
