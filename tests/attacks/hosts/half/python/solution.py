"""Adds up as it should; shares out and reads badly."""


def total(amounts):
    return sum(amounts)


def share(amount, people):
    return [amount // people] * people


def read(text):
    return int(float(text) * 100) + 1 if text[0].isdigit() else 0
