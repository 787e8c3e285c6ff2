(() => {
  // Texts whose contrast with what is behind them is under what WCAG 2.2 asks for (1.4.3), with the
  // ratio. An expression, for the browser to evaluate.
  const rgb = color => color.match(/[\d.]+/g).map(Number);
  const linear = part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const luminance = color => {
    const [red, green, blue] = rgb(color).map(linear);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = element => {
    const color = getComputedStyle(element).backgroundColor;
    return rgb(color)[3] === 0 ? behind(element.parentElement) : color;
  };
  const hasText = element =>
    [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());

  return [...document.querySelectorAll("body *:not(script)")].filter(hasText).flatMap(element => {
    const style = getComputedStyle(element);
    const ink = element instanceof SVGElement ? style.fill : style.color;
    const [low, high] = [luminance(ink), luminance(behind(element))].sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    const wanted = parseFloat(style.fontSize) >= 24 ? 3 : 4.5;
    return ratio < wanted ? [`${ratio.toFixed(2)}: ${element.outerHTML}`] : [];
  });
})()