import { listOf } from './paging';

describe('listOf', () => {
  it('keeps numbers, which the OpenAPI validation has made of text', () => {
    expect(listOf([3, 4])).toEqual(['3', '4']);
    expect(listOf(0)).toEqual(['0']);
  });

  it('takes a single value, and leaves out what says nothing', () => {
    expect(listOf(' new ')).toEqual(['new']);
    expect(listOf(['', ' ', undefined, { a: 1 }])).toEqual([]);
    expect(listOf(undefined)).toEqual([]);
  });
});
