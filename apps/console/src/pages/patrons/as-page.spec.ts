import { asPage } from './as-page.ts';

describe('what is kept of a patron, as a page', () => {
  const page = asPage(
    'What is kept of you',
    'On 6 October',
    [
      {
        service: 'intake',
        parts: [
          {
            what: 'Your requests',
            rows: [
              {
                patronGroup: 'student',
                title: '<script>alert(1)</script>',
                isbn: [],
                wishes: { anyEdition: true, editions: ['2nd', '3rd'] },
                gone: null,
              },
            ],
            more: false,
          },
        ],
      },
    ],
    'en',
  );

  it('says names in words, and what is inside of what', () => {
    expect(page).toContain('<th scope="row">patron group</th><td>student</td>');
    expect(page).toContain('<th scope="row">any edition</th><td>true</td>');
    expect(page).toContain('<ul><li>2nd</li><li>3rd</li></ul>');
    expect(page).toContain('<h3>Your requests (1)</h3>');
    expect(page).not.toContain('gone');
  });
  it('runs nothing that somebody wrote', () => {
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toContain('<script');
  });
});
