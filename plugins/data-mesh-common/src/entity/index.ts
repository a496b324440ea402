export * from './constants';
export * from './DataProductEntity';
