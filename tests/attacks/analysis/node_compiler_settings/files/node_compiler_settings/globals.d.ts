interface Promise<T> { never: T }
declare function eval(text: string): number;
