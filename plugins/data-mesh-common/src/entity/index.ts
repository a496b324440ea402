export * from './constants';
export * from './DataProductEntity';
export * from './portReference';
