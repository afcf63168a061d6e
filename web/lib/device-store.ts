/** Keeps small texts on this device by name. */
export interface DeviceStore {
  get: (name: string) => string | null;
  set: (name: string, text: string) => void;
  remove: (name: string) => void;
  names: () => string[];
}

/**
 * A browser may have no storage, refuse it (private mode, blocked cookies) or have it full: what is kept then lasts as
 * long as the page.
 */
function storeOf(find: () => Storage): DeviceStore {
  const memory = new Map<string, string>();
  const attempt = <T>(work: (storage: Storage) => T): T | null => {
    try {
      return work(find());
    } catch {
      return null;
    }
  };
  return {
    get: (name) => memory.get(name) ?? attempt((storage) => storage.getItem(name)),
    set(name, text) {
      const isStored = attempt((storage) => {
        storage.setItem(name, text);
        return true;
      });
      if (isStored) memory.delete(name);
      else memory.set(name, text);
    },
    remove(name) {
      memory.delete(name);
      attempt((storage) => storage.removeItem(name));
    },
    names: () => [...new Set([...memory.keys(), ...(attempt((storage) => Object.keys(storage)) ?? [])])],
  };
}

/** For always. */
export const deviceStore = storeOf(() => localStorage);
/** For this tab, its reloads included. */
export const tabStore = storeOf(() => sessionStorage);
