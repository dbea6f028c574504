/** Whether the page says that pictures are drawn: by the attribute of the element of ours, or of one around it. */
export const areDrawn = (element?: Element): boolean =>
  !!element &&
  (element.getAttribute('images') === 'canvas' || areDrawn((element.getRootNode() as Partial<ShadowRoot>).host));
