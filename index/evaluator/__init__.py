"""The evaluator: queries over segments by array operations, from posting lists to the ranked top k."""
