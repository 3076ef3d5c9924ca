"""The playbook that fits an alert, where its words or its nature say so (PRODUCT 6.1)."""

from cmwatch.model import Alert
from cmwatch.words import _

OF_RISK = {
    "injury": "P01", "safety": "P01", "staff": "P05", "discrimination": "P06", "data": "P09", "boycott": "P13",
    "legal": "P14", "press": "P14",
}  # fmt: skip
"""By the class of the gravest gate; fraud is alleged in too many ways to say which."""


def fitting(alert: Alert) -> str | None:
    """The code of the playbook; None where a person has to choose."""
    for gate in sorted(alert.gates, key=lambda gate: gate.severity):
        if gate.code in OF_RISK:
            return OF_RISK[gate.code]
    if alert.nature == "spam":
        return "P08"
    if alert.nature == "good_news":
        return "P16"
    return (
        "P03"
        if alert.channel == "story" or any(one.kind == "velocity" and one.severity < 4 for one in alert.gates)
        else None
    )


def title(code: str) -> str:
    """What a playbook is called."""
    return {
        "P01": _("Product safety"), "P03": _("Complaint gone viral"), "P05": _("Conduct of a manager or of staff"),
        "P06": _("Discrimination, values"), "P08": _("Coordinated raid"), "P09": _("Personal data"),
        "P13": _("Call for a boycott"), "P14": _("Lawsuit, regulator, press enquiry"), "P16": _("Positive surge"),
    }[code]  # fmt: skip
