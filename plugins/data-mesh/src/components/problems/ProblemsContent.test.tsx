import { Problem } from '@meshproof/backstage-plugin-data-mesh-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InMemoryDataMeshApi } from '../../__testUtils__/InMemoryDataMeshApi';
import { renderScreen } from '../../__testUtils__/renderScreen';
import { ProblemsContent } from './ProblemsContent';

function problem(index: number): Problem {
  return {
    severity: index % 2 ? 'warning' : 'error',
    area: index % 2 ? 'reference' : 'contract',
    ref: `dataproduct:default/p${index}`,
    message: `Problem number ${index}`,
  };
}

describe('ProblemsContent', () => {
  it('lists problems in portions and filters by the address', async () => {
    const problems = Array.from({ length: 120 }, (_, index) => problem(index));
    renderScreen(<ProblemsContent />, {
      api: new InMemoryDataMeshApi({ problems }),
      url: '/?severity=warning',
    });
    expect(await screen.findByText('60 of 120 problems')).toBeInTheDocument();
    expect(screen.getAllByRole('listitem')).toHaveLength(50);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show more (10 left)' }),
    );
    expect(screen.getAllByRole('listitem')).toHaveLength(60);
    expect(screen.getAllByRole('link', { name: 'p1' })[0]).toHaveAttribute(
      'href',
      '/catalog/default/dataproduct/p1',
    );
  });

  it('says that all is well', async () => {
    renderScreen(<ProblemsContent />, { api: new InMemoryDataMeshApi({}) });
    expect(await screen.findByText(/No problem is known/)).toBeInTheDocument();
  });
});
