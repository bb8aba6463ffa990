"""One module an oracle area: ``run(case)`` works a case out through public functions of bpr.

``run`` takes one case of ``<area>.json`` and returns a dict in the shape of the case's ``expected``: the same keys at
every depth, nothing more. A case that needs something not built yet calls ``pytest.skip`` and says what is missing.
"""
