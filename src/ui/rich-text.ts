/** Html that somebody else wrote as an element that does nothing; remote images stay away. */
export async function richText(html: string, quote: string): Promise<HTMLElement> {
  const { toFragment } = await import('../content/message.js');
  const element = document.createElement('div');
  element.className = 'rich';
  element.append(toFragment(html, { images: false, quote }).fragment);
  return element;
}
