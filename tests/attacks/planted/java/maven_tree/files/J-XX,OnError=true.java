class Option {}
