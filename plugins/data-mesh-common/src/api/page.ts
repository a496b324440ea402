/** One page of a list. @public */
export interface Page<T> {
  items: T[];
  nextCursor?: string;
  totalItems: number;
}
