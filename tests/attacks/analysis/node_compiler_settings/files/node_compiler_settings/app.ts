/// <reference path="/etc/passwd" />
/// <reference types="../../../grader" />
export async function save(name: any): Promise<void> {
  await Promise.resolve(name);
}

export function store(): void {
  save("x");
}
