"""How dates are written, where it is otherwise than Django has it."""
