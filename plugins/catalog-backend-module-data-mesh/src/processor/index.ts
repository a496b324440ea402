export * from './DataProductEntityProcessor';
