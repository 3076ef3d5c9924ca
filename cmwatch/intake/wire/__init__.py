"""Bytes over the network, safely: addresses checked, answers bounded, waiting as the network asks."""
