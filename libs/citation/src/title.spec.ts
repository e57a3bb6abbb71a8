import {
  familyName,
  fold,
  mainTitleKey,
  parseAuthors,
  plainTitle,
  sameTitle,
  saysRetracted,
  tidy,
  tidyPart,
  titleSimilarity,
} from './index.ts';

describe('text', () => {
  it.each([
    ['Gödel,  Escher,\u00a0Bach', 'godel escher bach'],
    ['wartos\u0301ciach', 'wartosciach'],
    ['Łódź & Øresund', 'lodz and oresund'],
    ['Targeting α7 Nicotinic', 'targeting alpha7 nicotinic'],
    ['v&eacute;rit&#233; &amp;amp; truth', 'verite and truth'],
    ['H<sub>2</sub>O in <i>C. elegans</i>', 'h2o in c elegans'],
    ['Magill’s Medical Guide', 'magills medical guide'],
  ])('%s', (text, folded) => expect(fold(text)).toBe(folded));

  it('tidies without losing letters', () => {
    expect(tidy('  a\u00ad b\u200b\n c\u0301 ')).toBe('a b ć');
    expect(tidyPart('Speech communications :')).toBe('Speech communications');
    expect(tidyPart('Antonio :; /')).toBe('Antonio');
    expect(tidyPart('C. elegans.')).toBe('C. elegans.');
  });
});

describe('titles', () => {
  it.each([
    ['The Structure of Scientific Revolutions', 'Structure of scientific revolutions.'],
    ['Sapiens: A Brief History of Humankind', 'Sapiens'],
    ['L’étranger', "L'Etranger"],
    ['Prospect Theory: An Analysis of Decision under Risk', 'Prospect theroy: an analysis of decisions under risk'],
    ['RETRACTED: Ileal-lymphoid-nodular hyperplasia', 'Ileal lymphoid nodular hyperplasia'],
    ['Hoop dreams [videorecording]', 'Hoop Dreams'],
    ['No respect : intellectuals & popular culture', 'No Respect: Intellectuals and Popular Culture'],
    ['A Programmable Dual-RNA–Guided DNA Endonuclease', 'A programmable dual RNA-guided DNA endonuclease'],
  ])('%s = %s', (a, b) => expect(sameTitle(a, b)).toBe(true));

  it.each([
    ['The Large N Limit of Superconformal Field Theories, Part I', 'The Large N Limit of Superconformal Field Theories, Part II'],
    ['Annual survey of libraries 2019', 'Annual survey of libraries 2020'],
    ['Deep learning', 'Deep reasoning in law'],
    ['On computable numbers', 'Computing machinery and intelligence'],
    ['', 'Nature'],
  ])('%s ≠ %s', (a, b) => expect(sameTitle(a, b)).toBe(false));

  it('is the same both ways, 1 for the same', () => {
    expect(titleSimilarity('Mind', 'mind')).toBe(1);
    expect(titleSimilarity('Beloved', 'Belovde')).toBe(titleSimilarity('Belovde', 'Beloved'));
  });

  it('takes the title proper', () => {
    expect(mainTitleKey('Homo ludens. A study of the play-element in culture')).toBe('homo ludens');
    expect(mainTitleKey('S/Z: an essay')).toBe('s z an essay');
    expect(mainTitleKey('Die gegenwärtige Situation in der Quantenmechanik')).toBe(
      'gegenwartige situation in der quantenmechanik',
    );
  });

  it('sees a retraction that stands in the title', () => {
    expect(saysRetracted('RETRACTED ARTICLE: Effects of x')).toBe(true);
    expect(saysRetracted('[Retracted] Effects of x')).toBe(true);
    expect(saysRetracted('Retraction: Effects of x')).toBe(false);
    expect(saysRetracted('Retracted memories of childhood')).toBe(false);
    expect(plainTitle('RETRACTED: Effects of <i>x</i>')).toBe('Effects of x');
  });
});

describe('names', () => {
  it.each([
    ['Kahneman, Daniel; Tversky, Amos', ['Kahneman, Daniel', 'Tversky, Amos']],
    ['Page, Matthew J. et al.', ['Page, Matthew J.']],
    ['Nelson, Cary; Grossberg, Lawrence (eds.)', ['Nelson, Cary', 'Grossberg, Lawrence']],
    ['Das, Asok Kumar, 1938-', ['Das, Asok Kumar']],
    ['Watson JD, Crick FH', ['Watson JD', 'Crick FH']],
    ['Watson, J. D., Crick, F. H. C.', ['Watson, J. D.', 'Crick, F. H. C.']],
    ['Alison Landsberg and Jordan Peele', ['Alison Landsberg', 'Jordan Peele']],
    ['Ann Smith, Bob Jones & Cy Young', ['Ann Smith', 'Bob Jones', 'Cy Young']],
    ['Strunk, William, Jr.', ['Strunk, William, Jr.']],
    ['', []],
  ])('%s', (text, names) => expect(parseAuthors(text)).toEqual(names));

  it.each([
    ['Kahneman, Daniel', 'kahneman'],
    ['Daniel Kahneman', 'kahneman'],
    ['Kahneman D', 'kahneman'],
    ['Beauvoir, Simone de', 'beauvoir'],
    ['Simone de Beauvoir', 'beauvoir'],
    ['García Márquez, Gabriel', 'marquez'],
    ['Gabriel García Márquez', 'marquez'],
    ['Schoenbaum, Laura Helene, 1963-', 'schoenbaum'],
    ['Martin Luther King Jr.', 'king'],
    ['Jordyn H. Feingold,', 'feingold'],
    ['Plato', 'plato'],
  ])('family name of %s', (name, family) => expect(familyName(name)).toBe(family));
});
