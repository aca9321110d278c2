"""Sorts by merging, and counts runs: n log n."""


def most_frequent(values: list[int]) -> int:
    best, longest, run, last = values[0], 0, 0, None
    for value in merge_sorted(values):
        run = run + 1 if value == last else 1
        last = value
        if run > longest:
            best, longest = value, run
    return best


def merge_sorted(values: list[int]) -> list[int]:
    if len(values) < 2:
        return values
    half = len(values) // 2
    left, right = merge_sorted(values[:half]), merge_sorted(values[half:])
    merged, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    return merged + left[i:] + right[j:]
