package com.example.loganalyser;

import java.util.List;

/**
 * What the command prints.
 *
 * @param statusClasses how many requests had a status of 1xx, 2xx, … 5xx
 * @param latency percentiles of the request times
 */
record Report(
        long requests,
        long malformed,
        long bytes,
        int uniqueIps,
        long[] statusClasses,
        List<Percentile> latency,
        List<Ranked> topIps,
        List<Ranked> topUrls) {
    /** The time that so many percent of the requests did not exceed; null where there were no requests. */
    record Percentile(int percent, Long value) {}

    /** A text and how often it was seen. */
    record Ranked(String text, long count) {}
}
