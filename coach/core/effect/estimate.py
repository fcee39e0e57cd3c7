"""How two kinds of nights differ in cramps: a sceptical estimate (coaching.md, 5.2 and 5.3).

In a stratum s of nights, with x = 1 where the habit was done:

    logit p(cramp) = a_s + beta * x,  a_s ~ Normal(-1, 1.5),  beta ~ Normal(0, 0.7)

Before any data that gives even odds, and an odds ratio between 0.25 and 3.9 with 95 in 100. Strata
are added up after the baseline of each is integrated out: a shrunken Mantel-Haenszel estimate. The
likelihood is raised to a weight below 1 where nights resemble the nights before them.
"""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise
from math import exp, log, log1p
from operator import mul

from coach.named import NamedTuple

VERSION = "2"
"""Of the model and its gates; told with every estimate."""

STEP = 0.05
STRIDE = 3
"""The baseline's grid is so many times as coarse, and lies on that of the sum of both."""
BETAS = tuple(STEP * (n - 70) for n in range(141))
BASELINES = tuple(STRIDE * STEP * n - 7 for n in range(81))
BETA_SD = 0.7
BASELINE_MEAN, BASELINE_SD = -1.0, 1.5
MOST = 700.0
"""The largest exponent that a float bears."""

LOW, MIDDLE, HIGH = 0.05, 0.5, 0.95
"""Of an interval that covers 90 in 100."""
PER = 30
"""Nights to which a difference is scaled."""


Series = Sequence[tuple[int, bool]]
"""Nights by their number, in order, and whether something was so in each."""


class Count(NamedTuple):
    """On how many of so many nights there was a cramp."""

    cramps: int
    nights: int


class Stratum(NamedTuple):
    """Nights of one kind: those on which the habit was done, and those on which it was not."""

    with_it: Count
    without: Count

    @property
    def tells(self) -> bool:
        """Whether it has nights of both; else it says nothing of a difference."""
        return self.with_it.nights > 0 and self.without.nights > 0


class Interval(NamedTuple):
    """A middle, and what is plausible around it: 90 in 100."""

    low: float
    middle: float
    high: float


class Estimate(NamedTuple):
    """What the nights say of a difference. Never to be told without both fractions."""

    helps: float
    """How probable it is that there are fewer cramps with the habit: 0 to 1."""
    odds: Interval
    """The odds ratio; below 1 it goes with fewer cramps."""
    difference: float
    """Nights with cramps in 30, with the habit less without it, each stratum as it is frequent."""
    weight: float
    """What a night counts, for its likeness to the night before."""


def estimate(strata: Sequence[Stratum], weight: float = 1.0) -> Estimate:
    """What strata say together; those without nights of both kinds say nothing.

    Args:
        strata: Nights by their kind.
        weight: The power to which the likelihood is raised, above 0, at most 1.
    """
    telling = [stratum for stratum in strata if stratum.tells]
    logs = [-0.5 * (beta / BETA_SD) ** 2 for beta in BETAS]
    for stratum in telling:
        logs = [sum(pair) for pair in zip(logs, _marginal(stratum, weight), strict=True)]
    masses = _normalised(logs)
    middle = len(BETAS) // 2
    return Estimate(
        helps=min(1.0, sum(masses[:middle]) + masses[middle] / 2),
        odds=Interval(*(exp(_quantile(BETAS, masses, q)) for q in (LOW, MIDDLE, HIGH))),
        difference=_difference(telling),
        weight=weight,
    )


def plausible(count: Count) -> Interval:
    """A share and its 90 in 100 interval: Jeffreys, Beta(k + 1/2, n - k + 1/2)."""
    points, logs_p, logs_q = _fine()
    cramps, nights = count
    powers = (cramps + 0.5, nights - cramps + 0.5)
    masses = _normalised(
        [powers[0] * p + powers[1] * q for p, q in zip(logs_p, logs_q, strict=True)]
    )
    low, high = (_share(_quantile(points, masses, q)) for q in (LOW, HIGH))
    return Interval(low, cramps / nights if nights else 0.5, high)


def weight_of(done: Series, cramped: Series) -> float:
    """What a night counts: (1 - r) / (1 + r), r the product of both autocorrelations if above 0."""
    r = min(max(0.0, autocorrelation(done) * autocorrelation(cramped)), 0.99)
    return (1 - r) / (1 + r)


def autocorrelation(series: Series) -> float:
    """How much nights resemble the next: lag 1, over pairs of nights that follow each other.

    Args:
        series: The nights' numbers and what is looked at, in order.

    Returns:
        -1 to 1; 0 where nothing varies.
    """
    if not series:
        return 0.0
    mean = sum(value for _, value in series) / len(series)
    varies = mean * (1 - mean)
    pairs = [
        (a - mean) * (b - mean)
        for (day, a), (next_day, b) in pairwise(series)
        if next_day == day + 1
    ]
    return sum(pairs) / len(pairs) / varies if pairs and varies else 0.0


def _difference(strata: Sequence[Stratum]) -> float:
    total = sum(s.with_it.nights + s.without.nights for s in strata)
    return sum(
        PER
        * (s.with_it.nights + s.without.nights)
        / total
        * (s.with_it.cramps / s.with_it.nights - s.without.cramps / s.without.nights)
        for s in strata
    )


def _marginal(stratum: Stratum, power: float) -> list[float]:
    """The log likelihood of each beta, the baseline integrated out, but for a constant.

    On the two grids together every sum a + beta is a point of one fine grid, so that each arm is
    looked up instead of computed 81 times 141 times.
    """
    logs_p, logs_q, prior = _grid()
    done = [power * x for x in _binomial(stratum.with_it, logs_p, logs_q)]
    at = slice(_OFFSET, _OFFSET + STRIDE * len(BASELINES), STRIDE)
    not_done = [power * x for x in _binomial(stratum.without, logs_p[at], logs_q[at])]
    peak = max(range(len(done)), key=done.__getitem__)
    best = [min(max(peak, STRIDE * i), STRIDE * i + len(BETAS) - 1) for i in range(len(not_done))]
    top = max(range(len(not_done)), key=lambda i: not_done[i] + done[best[i]])
    done = [_exp(x - done[best[top]]) for x in done]
    not_done = [_exp(x - not_done[top]) * p for x, p in zip(not_done, prior, strict=True)]
    width = STRIDE * len(BASELINES)
    sums = [sum(map(mul, not_done, done[j : j + width : STRIDE])) for j in range(len(BETAS))]
    return [log(x) if x else -MOST for x in sums]


_OFFSET = round((BASELINES[0] - (BASELINES[0] + BETAS[0])) / STEP)
"""Where the baselines begin on the fine grid, which begins at the sum of both beginnings."""


def _binomial(count: Count, logs_p: Sequence[float], logs_q: Sequence[float]) -> list[float]:
    cramps, rest = count.cramps, count.nights - count.cramps
    return [cramps * p + rest * q for p, q in zip(logs_p, logs_q, strict=True)]


def _exp(x: float) -> float:
    return exp(min(x, MOST))


@cache
def _grid() -> tuple[list[float], list[float], list[float]]:
    """Log p and log (1 - p) on the fine grid, and the prior of each baseline."""
    first = BASELINES[0] + BETAS[0]
    count = STRIDE * (len(BASELINES) - 1) + len(BETAS)
    logits = [first + STEP * n for n in range(count)]
    prior = [exp(-0.5 * ((a - BASELINE_MEAN) / BASELINE_SD) ** 2) for a in BASELINES]
    return [_log_share(z) for z in logits], [_log_share(-z) for z in logits], prior


@cache
def _fine() -> tuple[list[float], list[float], list[float]]:
    """Logits far out and near each other, with log p and log (1 - p) of each."""
    points = [n / 50 for n in range(-1000, 1001)]
    return points, [_log_share(z) for z in points], [_log_share(-z) for z in points]


def _log_share(logit: float) -> float:
    return -log1p(exp(-logit)) if logit > 0 else logit - log1p(exp(logit))


def _share(logit: float) -> float:
    return exp(_log_share(logit))


def _normalised(logs: Sequence[float]) -> list[float]:
    top = max(logs)
    masses = [exp(x - top) for x in logs]
    total = sum(masses)
    return [mass / total for mass in masses]


def _quantile(points: Sequence[float], masses: Sequence[float], q: float) -> float:
    """Where so much of the mass lies below; each point's mass is spread over its cell."""
    step = points[1] - points[0]
    for point, mass, until in zip(points, masses, accumulate(masses), strict=True):
        if until >= q:
            return point + step * ((q - until) / mass + 0.5)
    return points[-1]
