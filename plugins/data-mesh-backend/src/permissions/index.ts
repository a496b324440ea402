export * from './ReaderService';
