/** An item's place in a list. */
export interface Node<Item> {
  readonly item: Item;
  before: Node<Item> | undefined;
  after: Node<Item> | undefined;
}

/** A doubly linked list: whoever has a node can remove or move it without a search. */
export class LinkedList<Item> {
  #first: Node<Item> | undefined;
  #last: Node<Item> | undefined;

  get first(): Node<Item> | undefined {
    return this.#first;
  }

  append(item: Item): Node<Item> {
    const node: Node<Item> = { item, before: undefined, after: undefined };
    this.#link(node);
    return node;
  }

  remove(node: Node<Item>): void {
    if (node.before === undefined) {
      this.#first = node.after;
    } else {
      node.before.after = node.after;
    }
    if (node.after === undefined) {
      this.#last = node.before;
    } else {
      node.after.before = node.before;
    }
  }

  moveToEnd(node: Node<Item>): void {
    this.remove(node);
    this.#link(node);
  }

  #link(node: Node<Item>): void {
    node.before = this.#last;
    node.after = undefined;
    if (this.#last === undefined) {
      this.#first = node;
    } else {
      this.#last.after = node;
    }
    this.#last = node;
  }
}
