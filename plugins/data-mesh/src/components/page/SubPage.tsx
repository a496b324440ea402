import { Container } from '@backstage/ui';
import { ReactNode } from 'react';
import { Surface } from './Surface';

/** The margins of a tab in the new front-end system, which draws header and tabs itself. @internal */
export function SubPage(props: { children: ReactNode }) {
  return (
    <Container pt="2" pb="6">
      <Surface>{props.children}</Surface>
    </Container>
  );
}
