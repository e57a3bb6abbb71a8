/** Something that happens by itself once the world's clock gets there. */
export interface Task {
  readonly id: string;
  readonly service: string;
  readonly task: string;
  /** World time in milliseconds. */
  readonly due: number;
  readonly about: string;
}

/** What is still to happen, in the order of its times; what is due at the same time, in the order it was planned. */
export class Agenda {
  // sorted; removed tasks stay until they come first
  readonly #order: Task[] = [];
  readonly #open = new Map<string, Task>();
  readonly #about = new Map<string, Set<Task>>();

  add(task: Task): void {
    this.#open.set(task.id, task);
    const key = `${task.service} ${task.about}`;
    this.#about.set(key, (this.#about.get(key) ?? new Set<Task>()).add(task));
    let [from, to] = [0, this.#order.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#order[middle]!.due <= task.due) from = middle + 1;
      else to = middle;
    }
    this.#order.splice(from, 0, task);
  }
  remove(id: string): void {
    const task = this.#open.get(id);
    if (!task) return;
    this.#open.delete(id);
    const key = `${task.service} ${task.about}`;
    const others = this.#about.get(key);
    others?.delete(task);
    if (!others?.size) this.#about.delete(key);
  }
  /** The one that comes first. */
  next(): Task | undefined {
    while (this.#order[0] && !this.#open.has(this.#order[0].id)) this.#order.shift();
    return this.#order[0];
  }
  /** What is planned for one thing of a service. */
  about(service: string, about: string): Task[] {
    return [...(this.#about.get(`${service} ${about}`) ?? [])];
  }
}
