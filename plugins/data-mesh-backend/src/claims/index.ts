export * from './ClaimStore';
export * from './ClaimTracker';
export * from './DatabaseClaimStore';
export * from './eraseProduct';
export * from './fullRef';
export * from './toSighting';
export * from './ConsumerIndex';
