"""What others reach, as published or measured beforehand; all of it from ../shared/design/DETECTION.md 1 and 2."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Peer:
    """A detector; None is not known."""

    name: str
    step: float | None = None
    """Delay over the oracle's delay, sudden bursts."""
    ramp: float | None = None
    viral: float | None = None
    found: float | None = None
    """Share of the sudden bursts found."""
    nab_five: float | None = None
    """NAB realTweets, standard, on the five brands that lie here, threshold optimised on them."""
    nab_official: float | None = None
    """The same five at the official threshold of the whole corpus."""
    nab_corpus: float | None = None
    """Published, over NAB's whole corpus."""
    future: str = ""
    """Whether it sees the future."""


PEERS = (
    Peer("oracle (told rate, dispersion, factor)", 1.00, 1.00, 1.00, 1.00),
    Peer("max of CUSUMs, told the rate", 1.12, None, None, 0.97),
    Peer("max of CUSUMs, told the rhythm", 1.40, 1.20, 1.18, 0.96),
    Peer("a hundred-line sketch", 1.49, 1.30, 1.26, 0.92, future="no"),
    Peer("Gaussian tail of ten bins", 7.2, 3.0, 3.0, 0.80, future="no"),
    Peer("z-score on the last day", 22.6, 8.9, 8.5, 0.52, future="no"),
    Peer("ARTime", nab_five=88.1, nab_official=83.8, nab_corpus=74.9, future="yes"),
    Peer("randomCutForest", nab_five=79.5, nab_official=53.2, nab_corpus=51.7, future="unknown"),
    Peer("earthgeckoSkyline", nab_five=77.8, nab_official=77.8, nab_corpus=58.2, future="no"),
    Peer("contextOSE (CAD OSE)", nab_five=76.0, nab_official=76.0, nab_corpus=69.9, future="yes"),
    Peer("htmjava", nab_five=70.1, nab_official=70.1, nab_corpus=65.5, future="yes"),
    Peer("knncad", nab_five=68.6, nab_official=68.6, nab_corpus=58.0, future="no"),
    Peer("numentaTM", nab_five=68.1, nab_corpus=64.6, future="yes"),
    Peer("numenta", nab_five=67.4, nab_corpus=70.1, future="yes"),
    Peer("twitterADVec", nab_five=66.0, nab_corpus=47.1, future="batch"),
    Peer("windowedGaussian", nab_five=64.8, nab_corpus=39.6, future="no"),
    Peer("relativeEntropy", nab_five=55.5, nab_corpus=54.6, future="yes"),
    Peer("random", nab_five=37.7, nab_corpus=16.8, future="no"),
)
