import { useState } from 'react';
import {
  Content,
  ContentHeader,
  InfoCard,
  Page,
  ProxiedSignInPage,
} from '@backstage/core-components';
import {
  configApiRef,
  SignInPageProps,
  useApi,
} from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';

const CHOICE_KEY = 'meshproof.demo.sign-in';
const GUEST = 'guest';

interface Choice {
  ref: string;
  title: string;
  note: string;
}

/** Asks who to be, remembers it for this browser tab, and signs in without a password. */
export function DemoSignInPage(props: SignInPageProps) {
  const config = useApi(configApiRef);
  const [chosen, setChosen] = useState(
    () => window.sessionStorage.getItem(CHOICE_KEY) ?? undefined,
  );
  const choices: Choice[] = [
    {
      ref: GUEST,
      title: 'Guest',
      note: 'Reads like an employee of the company, and may create products.',
    },
    ...(config.getOptionalConfigArray('demo.signIn.users') ?? []).map(user => ({
      ref: user.getString('ref'),
      title: user.getString('title'),
      note: user.getString('note'),
    })),
  ];

  if (chosen) {
    return (
      <ProxiedSignInPage
        {...props}
        provider={chosen === GUEST ? 'guest' : 'demo'}
        headers={chosen === GUEST ? undefined : { 'x-demo-user': chosen }}
        onSignInSuccess={identity =>
          props.onSignInSuccess({
            getProfileInfo: () => identity.getProfileInfo(),
            getBackstageIdentity: () => identity.getBackstageIdentity(),
            getCredentials: () => identity.getCredentials(),
            signOut: async () => {
              window.sessionStorage.removeItem(CHOICE_KEY);
              await identity.signOut();
              window.location.assign('/');
            },
          })
        }
      />
    );
  }

  return (
    <Page themeId="home">
      <Content>
        <ContentHeader title={config.getString('app.title')} />
        <Typography paragraph>
          Choose who to be. Nobody in this demo company has a password.
        </Typography>
        <Grid container spacing={3} component="ul" style={{ padding: 0 }}>
          {choices.map(choice => (
            <Grid
              item
              xs={12}
              sm={6}
              md={4}
              key={choice.ref}
              component="li"
              style={{ listStyle: 'none' }}
            >
              <InfoCard
                title={choice.title}
                titleTypographyProps={{ component: 'h2' }}
                actions={
                  <Button
                    color="primary"
                    variant="outlined"
                    onClick={() => {
                      window.sessionStorage.setItem(CHOICE_KEY, choice.ref);
                      setChosen(choice.ref);
                    }}
                  >
                    Enter as {choice.title}
                  </Button>
                }
              >
                <Typography>{choice.note}</Typography>
              </InfoCard>
            </Grid>
          ))}
        </Grid>
      </Content>
    </Page>
  );
}
