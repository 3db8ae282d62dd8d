"""TODO index/evaluator."""
