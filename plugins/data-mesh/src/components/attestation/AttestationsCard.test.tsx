import { NotAllowedError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InMemoryDataMeshApi } from '../../__testUtils__/InMemoryDataMeshApi';
import { renderScreen } from '../../__testUtils__/renderScreen';
import {
  manyAttestations,
  sampleAttestation,
} from '../../__testUtils__/sampleAttestations';
import { sampleEntity } from '../../__testUtils__/sampleEntity';
import { AttestationsCard } from './AttestationsCard';

// Long texts are typed key by key, which takes its time on a busy machine.
jest.setTimeout(60_000);

const entity = sampleEntity();
const table = () => screen.findByRole('table', { name: 'What people attest' });

describe('AttestationsCard', () => {
  it('shows who says what, whether it counts and why; texts stay texts', async () => {
    const api = new InMemoryDataMeshApi({
      attestations: [
        sampleAttestation({ text: '<b>Somebody</b> answered' }),
        sampleAttestation({
          id: 'attestation-2',
          about: 'runs-seen',
          relation: 'owner',
          onBehalfOf: undefined,
          link: ['javascript', 'alert(1)'].join(':'),
          basis: 'declared',
          counts: false,
          reason: 'A statement of the owner group about itself',
          mayWithdraw: false,
        }),
        sampleAttestation({
          id: 'attestation-3',
          state: 'withdrawn',
          counts: false,
          reason: 'Withdrawn on 2026-11-02',
          mayWithdraw: false,
        }),
      ],
    });
    renderScreen(<AttestationsCard />, { api, entity });
    const rows = within(await table()).getAllByRole('row');
    expect(rows[1]).toHaveTextContent('<b>Somebody</b> answered');
    expect(rows[1]).toHaveTextContent('Holds · counts');
    expect(
      within(rows[1]).getByRole('link', { name: /Look at it/ }),
    ).toHaveAttribute('href', 'https://wiki.example/rota');
    expect(rows[2]).toHaveTextContent('Runs are seen');
    expect(rows[2]).toHaveTextContent('kept as a claim');
    expect(
      within(rows[2]).queryByRole('link', { name: /Look at it/ }),
    ).toBeNull();
    expect(rows[3]).toHaveTextContent('Withdrawn on 2026-11-02');
  });

  it('stands on pages of domains too, and on no others', async () => {
    const api = new InMemoryDataMeshApi({
      attestations: [
        sampleAttestation({
          subject: 'domain:default/finance',
          text: 'The rota is filled',
        }),
      ],
    });
    const ofKind = (kind: string) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: { name: 'finance', namespace: 'default' },
    });
    const { unmount } = renderScreen(<AttestationsCard />, {
      api,
      entity: ofKind('Domain'),
    });
    expect(await screen.findByText('The rota is filled')).toBeVisible();
    unmount();
    renderScreen(<AttestationsCard />, { api, entity: ofKind('System') });
    expect(screen.queryByText('The rota is filled')).toBeNull();
    expect(screen.queryByRole('heading')).toBeNull();
  });

  it('says that there is nothing yet, and opens the form by address', async () => {
    const api = new InMemoryDataMeshApi({ attestations: [] });
    renderScreen(<AttestationsCard />, { api, entity, url: '/?attest=new' });
    expect(
      await screen.findByText(/Nobody has attested anything/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('form', { name: 'Attest something' }),
    ).toBeInTheDocument();
  });

  it('says so where the reader may not attest', async () => {
    const api = new InMemoryDataMeshApi({ attestations: [], mayAttest: false });
    renderScreen(<AttestationsCard />, { api, entity, url: '/?attest=new' });
    expect(
      await screen.findByText(/may not attest anything here/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('form')).toBeNull();
  });

  it('says what went wrong, and tries again', async () => {
    const api = new InMemoryDataMeshApi({ attestations: [] });
    const listAttestations = api.listAttestations.bind(api);
    api.listAttestations = async () => {
      throw new Error('The database is away');
    };
    renderScreen(<AttestationsCard />, { api, entity });
    const retry = await screen.findByRole('button', { name: 'Try again' });
    api.listAttestations = listAttestations;
    await userEvent.click(retry);
    expect(
      await screen.findByText(/Nobody has attested anything/),
    ).toBeInTheDocument();
  });

  it('names what is wrong with a field as it is filled, and sends what is right', async () => {
    const api = new InMemoryDataMeshApi({ attestations: [] });
    const user = userEvent.setup({ delay: null });
    renderScreen(<AttestationsCard />, { api, entity });
    await user.click(
      await screen.findByRole('button', { name: 'Attest something' }),
    );
    const form = await screen.findByRole('form', { name: 'Attest something' });
    const field = (name: RegExp) => within(form).getByLabelText(name);
    await user.click(within(form).getByRole('button', { name: 'Attest' }));
    expect(within(form).getAllByText('This is needed')).toHaveLength(2);
    await user.type(field(/^Link/), 'data:text/html');
    expect(field(/^Link/)).toHaveAccessibleDescription(/begins with http/);
    await user.clear(field(/^Link/));
    await user.type(field(/^Link/), 'https://wiki.example/x');
    expect(field(/^Link/)).toBeValid();
    await user.selectOptions(field(/^About/), 'drill');
    await user.type(field(/^What you attest/), 'They drilled');
    expect(field(/^What you attest/)).toHaveAccessibleDescription(
      /1,988 characters left/,
    );
    expect(api.calls.some(call => call.method === 'createAttestation')).toBe(
      false,
    );
    await user.click(within(form).getByRole('button', { name: 'Attest' }));
    expect(await table()).toHaveTextContent('They drilled');
    expect(api.calls).toContainEqual({
      method: 'createAttestation',
      arguments: [
        {
          subject: 'dataproduct:default/inventory',
          about: 'drill',
          text: 'They drilled',
          link: 'https://wiki.example/x',
        },
      ],
    });
    expect(screen.queryByRole('form')).toBeNull();
  });

  it('keeps what was typed when it cannot be sent', async () => {
    const api = new InMemoryDataMeshApi({ attestations: [] });
    api.createAttestation = async () => {
      throw new NotAllowedError('Attesting needs a permission');
    };
    const user = userEvent.setup({ delay: null });
    renderScreen(<AttestationsCard />, { api, entity, url: '/?attest=new' });
    const form = await screen.findByRole('form');
    await user.selectOptions(within(form).getByLabelText(/^About/), 'other');
    await user.type(within(form).getByLabelText(/^What you attest/), 'Kept');
    await user.click(within(form).getByRole('button', { name: 'Attest' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Attesting needs a permission',
    );
    expect(within(form).getByLabelText(/^What you attest/)).toHaveValue('Kept');
  });

  it('withdraws after asking', async () => {
    const api = new InMemoryDataMeshApi({
      attestations: [sampleAttestation()],
    });
    renderScreen(<AttestationsCard />, { api, entity });
    await table();
    const ask = () =>
      userEvent.click(
        screen.getByRole('button', { name: 'Withdraw Somebody is on call' }),
      );
    await ask();
    await userEvent.click(screen.getByRole('button', { name: 'Keep it' }));
    expect(api.calls.some(call => call.method === 'withdrawAttestation')).toBe(
      false,
    );
    await ask();
    await userEvent.click(screen.getByRole('button', { name: 'Withdraw it' }));
    await waitFor(async () =>
      expect(await table()).toHaveTextContent('Withdrawn'),
    );
    expect(screen.queryByRole('button', { name: /Withdraw/ })).toBeNull();
  });

  it('shows a thousand page by page', async () => {
    const api = new InMemoryDataMeshApi({
      attestations: manyAttestations(1000),
    });
    renderScreen(<AttestationsCard />, { api, entity });
    expect(within(await table()).getAllByRole('rowheader')).toHaveLength(20);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show more (980 left)' }),
    );
    await waitFor(async () =>
      expect(within(await table()).getAllByRole('rowheader')).toHaveLength(40),
    );
  });
});
