"""Changes of the ledger's form, one file each."""
