export {
  createPublishLocalAction,
  type CreatePublishLocalActionOptions,
} from './createPublishLocalAction';
