"""The outlines of signs: apart from the chart, because every template can ask for one."""


def outline(kind: str, x: float, y: float, r: float = 5.0) -> str:
    """The outline of a sign around a point, as an SVG path."""
    x, y = round(x, 1), round(y, 1)
    if kind == "circle":
        return f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
    if kind == "square":
        return f"M{x - r} {y - r}h{2 * r}v{2 * r}h{-2 * r}Z"
    if kind == "triangle":
        return f"M{x} {y - r}L{x + r} {y + r}H{x - r}Z"
    if kind == "inverted":
        return f"M{x} {y + r}L{x + r} {y - r}H{x - r}Z"
    if kind == "diamond":
        return f"M{x} {y - r - 1}L{x + r + 1} {y}L{x} {y + r + 1}L{x - r - 1} {y}Z"
    a = r / 2
    return f"M{x - a} {y - r}h{r}v{a}h{a}v{r}h{-a}v{a}h{-r}v{-a}h{-a}v{-r}h{a}Z"
