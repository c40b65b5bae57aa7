"""The rules of form, one module per group of clauses; importing this package enters all of them."""
