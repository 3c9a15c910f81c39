"""The ledger and its proof."""
