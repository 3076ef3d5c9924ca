"""How the tables of tone are learnt: `python -m training`. Nothing here is needed to run cmwatch."""
