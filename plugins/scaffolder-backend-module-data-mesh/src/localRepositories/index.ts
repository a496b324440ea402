export {
  createPublishLocalAction,
  type CreatePublishLocalActionOptions,
  type PublishLocalInput,
  type PublishLocalOutput,
} from './createPublishLocalAction';
